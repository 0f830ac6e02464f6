package io.inferencestream.core.batch;

import io.inferencestream.core.repository.ModelId;
import java.util.function.LongSupplier;

/** Tells an observer what one predictor does. */
record BatchMeter(BatchObserver observer, ModelId model, int predictor, LongSupplier ticker) {

    long now() {
        return ticker.getAsLong();
    }

    void ran(ClosedBy closedBy, int images, long startedAtNanos) {
        observer.ran(model, predictor, closedBy, images, now() - startedAtNanos);
    }
}
