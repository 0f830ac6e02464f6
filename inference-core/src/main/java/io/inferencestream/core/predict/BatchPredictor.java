package io.inferencestream.core.predict;

import io.inferencestream.core.output.BatchAnswers;
import java.nio.ByteBuffer;

/**
 * Runs batches through a model, one at a time.
 *
 * <p>Not thread-safe: one thread owns it. Usage: {@link #begin} a batch, fill the buffer, {@link #predict}.
 */
public interface BatchPredictor extends AutoCloseable {

    /**
     * Begins a batch; a batch begun before and not predicted is forgotten.
     *
     * @param count images in the batch, 1 to {@link LoadedModel#maxBatchSize()}
     * @return a direct buffer with room for exactly {@code count} uint8 HWC images of the model's input shape, one after
     *     another, position 0; valid until {@link #predict} returns
     */
    ByteBuffer begin(int count);

    /**
     * Runs the batch begun last, whose buffer has been filled.
     *
     * @return an answer for each image, in the order they were put
     * @throws EngineException if the engine failed this batch, or answered with what cannot be read for any of its images,
     *     such as a probability that is not a number; the predictor stays usable for another
     */
    BatchAnswers predict() throws EngineException;

    /**
     * Runs the input with which the model was warmed up. It worked then: if it fails now, the engine or its device is
     * broken, and not the image of the batch before. Forgets a batch that was begun.
     *
     * @throws EngineException if it fails, or its answer cannot be read
     */
    void selfTest() throws EngineException;

    /** Frees the predictor's native memory. Never throws. */
    @Override
    void close();
}
