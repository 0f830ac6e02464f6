package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import java.util.List;

/** Sees batches go by, for metrics and traces. Thread-safe: every predictor calls it on its own thread, so it must be quick. */
public interface BatchObserver {

    /** An observer that looks away. */
    BatchObserver NONE = (model, predictor, closedBy, images, busyNanos) -> {};

    /**
     * A predictor is about to run a batch.
     *
     * @param model the model
     * @param predictor index of the predictor, from 0
     * @param images what goes into the engine, at least one; neither to be kept nor changed
     */
    default void taken(ModelId model, int predictor, List<? extends BatchItem> images) {}

    /**
     * A predictor is done with a batch, whatever became of its images.
     *
     * @param model the model
     * @param predictor index of the predictor, from 0
     * @param closedBy why the batch closed
     * @param images images that went into the engine; 0 where all had been cancelled
     * @param busyNanos from taking the batch to its last outcome
     */
    void ran(ModelId model, int predictor, ClosedBy closedBy, int images, long busyNanos);

    /** This observer and another one; this one alone where the other looks away. */
    default BatchObserver and(BatchObserver other) {
        if (other == NONE) {
            return this;
        }
        BatchObserver first = this;
        return new BatchObserver() {
            @Override
            public void taken(ModelId model, int predictor, List<? extends BatchItem> images) {
                first.taken(model, predictor, images);
                other.taken(model, predictor, images);
            }

            @Override
            public void ran(ModelId model, int predictor, ClosedBy closedBy, int images, long busyNanos) {
                first.ran(model, predictor, closedBy, images, busyNanos);
                other.ran(model, predictor, closedBy, images, busyNanos);
            }
        };
    }
}
