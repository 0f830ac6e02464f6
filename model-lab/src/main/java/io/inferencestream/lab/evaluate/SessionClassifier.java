package io.inferencestream.lab.evaluate;

import io.inferencestream.lab.data.LabelledImages;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Feeds images to an open session; does not close it. */
final class SessionClassifier implements Classifier {
    private final Session session;
    private final String input;
    private final String output;

    /**
     * @param input name of the tensor {@code [-1, height, width, channels]} of uint8
     * @param output name of the tensor {@code [-1, classes]} of float32
     */
    SessionClassifier(Session session, String input, String output) {
        this.session = session;
        this.input = input;
        this.output = output;
    }

    @Override
    public float[][] classify(LabelledImages images, int from, int to) {
        int size = images.bytesPerImage();
        byte[] pixels = new byte[(to - from) * size];
        for (int i = from; i < to; i++) {
            images.copyPixels(i, pixels, (i - from) * size);
        }
        Shape shape = Shape.of(
                to - from, images.height(), images.width(), images.shape().channels());
        try (TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
                Result result = session.runner().feed(input, fed).fetch(output).run()) {
            return rows((TFloat32) result.get(0));
        }
    }

    private static float[][] rows(TFloat32 probabilities) {
        int rows = (int) probabilities.shape().get(0);
        int classes = (int) probabilities.shape().get(1);
        float[] all = new float[rows * classes];
        probabilities.asRawTensor().data().asFloats().read(all);
        float[][] byRow = new float[rows][classes];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all, i * classes, byRow[i], 0, classes);
        }
        return byRow;
    }
}
