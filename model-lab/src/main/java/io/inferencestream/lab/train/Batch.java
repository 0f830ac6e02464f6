package io.inferencestream.lab.train;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.LabelledImages;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Images and labels of one step in native memory, freed by {@link #close}. */
final class Batch implements AutoCloseable {
    private final TUint8 images;
    private final TInt32 labels;

    private Batch(TUint8 images, TInt32 labels) {
        this.images = images;
        this.labels = labels;
    }

    /** Copies the images at these positions and changes each copy at random. */
    static Batch of(LabelledImages source, int[] positions, Augmentation augmentation, SplittableRandom random) {
        int size = source.bytesPerImage();
        byte[] pixels = new byte[positions.length * size];
        int[] labels = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            source.copyPixels(positions[i], pixels, i * size);
            augmentation.apply(pixels, i * size, source.shape(), random);
            labels[i] = source.label(positions[i]);
        }
        ImageShape shape = source.shape();
        return new Batch(
                TUint8.tensorOf(
                        Shape.of(positions.length, shape.height(), shape.width(), shape.channels()),
                        DataBuffers.of(pixels, true, false)),
                TInt32.vectorOf(labels));
    }

    TUint8 images() {
        return images;
    }

    TInt32 labels() {
        return labels;
    }

    @Override
    public void close() {
        images.close();
        labels.close();
    }
}
