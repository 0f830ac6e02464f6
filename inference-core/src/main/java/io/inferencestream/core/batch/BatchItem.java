package io.inferencestream.core.batch;

import io.inferencestream.core.decode.Pixels;
import io.inferencestream.core.outcome.RecordId;

/**
 * One decoded image that waits for a model. Exactly one of {@link #predicted}, {@link #failed} and {@link #dropped} is
 * called, once, on a predictor's thread, unless the engine breaks, in which case none is.
 */
public interface BatchItem {

    RecordId id();

    /** The image, of the model's input shape. */
    Pixels pixels();

    /** True once nobody wants the answer any more: the item is then dropped instead of predicted. */
    boolean isCancelled();

    /** The model answered; the item's scores are row {@code row} of the batch's. */
    void predicted(PredictedBatch batch, int row);

    /** The model fails on this image alone and works on others. */
    void failed(String detail);

    /** The item was cancelled before its turn. */
    void dropped();
}
