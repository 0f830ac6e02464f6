package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.MicroBatcher;
import io.inferencestream.core.predict.LoadedModel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A model at work: loaded, with its batcher, and with a count of what is in flight for it. Thread-safe. */
public final class ServedModel implements AutoCloseable {
    private final LoadedModel model;
    private final MicroBatcher<ImageJob> batcher;
    private final AnswerReader reader;
    private final AtomicInteger inFlight = new AtomicInteger();

    ServedModel(LoadedModel model, MicroBatcher<ImageJob> batcher) {
        this.model = model;
        this.batcher = batcher;
        this.reader = new AnswerReader(model);
    }

    public LoadedModel model() {
        return model;
    }

    public MicroBatcher<ImageJob> batcher() {
        return batcher;
    }

    AnswerReader reader() {
        return reader;
    }

    /** Counts one more in, if the model clears all that is in flight for it within {@code clearance}. */
    boolean tryEnter(Duration clearance) {
        if (inFlight.incrementAndGet() > clears(clearance)) {
            left();
            return false;
        }
        return true;
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void left() {
        inFlight.decrementAndGet();
    }

    /** Images the model gets through in that time by its measured rate; at least one for each predictor. */
    private double clears(Duration time) {
        double perSecond = batcher.imagesPerSecond();
        return Math.max(model.predictors(), perSecond * time.toNanos() / 1e9);
    }

    /** Stops the batcher, then frees the model. */
    @Override
    public void close() {
        batcher.close();
        model.close();
    }
}
