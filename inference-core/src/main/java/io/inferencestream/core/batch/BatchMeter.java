package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import java.util.List;
import java.util.function.LongSupplier;

/** Tells an observer what one predictor does. */
record BatchMeter(BatchObserver observer, ModelId model, int predictor, LongSupplier ticker) {

    long now() {
        return ticker.getAsLong();
    }

    void taken(List<? extends BatchItem> images) {
        observer.taken(model, predictor, images);
    }

    void ran(ClosedBy closedBy, int images, long startedAtNanos) {
        observer.ran(model, predictor, closedBy, images, now() - startedAtNanos);
    }
}
