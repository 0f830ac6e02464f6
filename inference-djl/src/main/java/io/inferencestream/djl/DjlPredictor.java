package io.inferencestream.djl;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.output.BatchOutput;
import io.inferencestream.core.output.UnreadableOutputException;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.djl.BatchTranslator.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A DJL predictor with the direct buffers that feed it: one that the pixels are decoded into and, only where the model
 * wants floats or planes, one more that they are encoded into. Both are as large as the largest batch and used again for
 * every batch.
 *
 * <p>Not thread-safe: the thread that predicts owns it.
 */
final class DjlPredictor implements BatchPredictor {
    private final ModelCard card;
    private final Predictor<Batch, BatchOutput> predictor;
    private final Wiring wiring;
    private final PixelEncoder encoder;
    private final int maxBatchSize;
    private final BatchSizes sizes;
    private final int imageBytes;
    private final ByteBuffer pixels;
    private final @Nullable ByteBuffer encoded;
    private final byte[] testImage;
    private final Runnable onClose;

    private int begun;
    private boolean closed;

    /**
     * Makes a predictor.
     *
     * @param predictor to close with this one
     * @param sizes in which batches run
     * @param testImage pixels of the image for the self-test
     * @param onClose told once, after the predictor has been closed
     */
    DjlPredictor(
            ModelCard card,
            Wiring wiring,
            Predictor<Batch, BatchOutput> predictor,
            int maxBatchSize,
            BatchSizes sizes,
            byte[] testImage,
            Runnable onClose) {
        this.card = card;
        this.predictor = predictor;
        this.wiring = wiring;
        this.maxBatchSize = maxBatchSize;
        this.sizes = sizes;
        this.testImage = testImage.clone();
        this.onClose = onClose;
        encoder = new PixelEncoder(card.input(), card.encoding(), wiring.input().type());
        imageBytes = wiring.input().bytes();
        pixels = direct(Math.multiplyExact(card.input().bytes(), maxBatchSize));
        encoded = encoder.isDirect() ? null : direct(Math.multiplyExact(imageBytes, maxBatchSize));
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public ByteBuffer begin(int count) {
        requireOpen();
        if (count < 1 || count > maxBatchSize) {
            throw new IllegalArgumentException("count must be from 1 to " + maxBatchSize + ": " + count);
        }
        begun = count;
        return pixels.slice(0, count * card.input().bytes());
    }

    @Override
    public BatchAnswers predict() throws EngineException {
        BatchOutput output = output();
        try {
            return wiring.reader().read(output);
        } catch (UnreadableOutputException e) {
            throw failure(output.images(), e);
        }
    }

    /** Runs the batch begun last; its outputs as the engine gave them. */
    BatchOutput output() throws EngineException {
        requireOpen();
        if (begun == 0) {
            throw new IllegalStateException("no batch has been begun");
        }
        int count = begun;
        begun = 0;
        try {
            int size = sizes.sizeFor(count);
            return predictor.predict(new Batch(count, size, input(count, size)));
        } catch (TranslateException e) {
            throw failure(count, e.getCause() == null ? e : e.getCause());
        }
    }

    private EngineException failure(int images, Throwable cause) {
        return new EngineException(
                "model " + card.id() + " failed a batch of " + images + ": " + cause.getMessage(), cause);
    }

    /** The batch as the engine takes it, filled up to its size, in the machine's byte order. */
    private ByteBuffer input(int count, int size) {
        ByteBuffer source = pixels;
        if (encoded != null) {
            encoder.encode(pixels, encoded, count);
            source = encoded;
        }
        // By an image that is in the batch anyway: one of the batch before might be what the engine fails on.
        for (int image = count; image < size; image++) {
            source.put(image * imageBytes, source, (count - 1) * imageBytes, imageBytes);
        }
        return source.slice(0, size * imageBytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void selfTest() throws EngineException {
        begin(1).put(testImage);
        predict();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            predictor.close();
            onClose.run();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the predictor of model " + card.id() + " is closed");
        }
    }
}
