package io.inferencestream.core.batch;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.decode.image.Pixels;

/**
 * One decoded image that waits for a model. Exactly one of {@link #predicted}, {@link #failed} and {@link #dropped} is
 * called, once; none while a predictor that has it hangs. None of them may throw: that would count as a broken engine.
 */
public interface BatchItem {

    RecordId id();

    /** The image, of the model's input shape. */
    Pixels pixels();

    /** When the image became ready for its batch, by the batcher's ticker. */
    long readyAtNanos();

    /** True once nobody wants the answer any more: the item is then dropped instead of predicted. */
    boolean isCancelled();

    /** The model answered; the item is the batch's image {@code row}. */
    void predicted(PredictedBatch batch, int row);

    /** The model fails on this image alone and works on others. */
    void failed(String detail);

    /** No answer will come: the item was cancelled before its turn, the batcher was closed, or its engine broke. */
    void dropped();
}
