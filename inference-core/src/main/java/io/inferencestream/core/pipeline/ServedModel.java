package io.inferencestream.core.pipeline;

import io.inferencestream.core.batch.MicroBatcher;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.LoadedModel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model at work: loaded, with its batcher, and with a count of what is in flight for it. Thread-safe. */
public final class ServedModel {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final LoadedModel loaded;
    private final MicroBatcher<ImageJob> batcher;
    private final PredictionMaker predictions;
    private final AtomicInteger inFlight = new AtomicInteger();

    ServedModel(LoadedModel loaded, MicroBatcher<ImageJob> batcher) {
        this.loaded = loaded;
        this.batcher = batcher;
        this.predictions = new PredictionMaker(loaded.card(), loaded.device());
    }

    /** The card the model was loaded by. */
    public ModelCard card() {
        return loaded.card();
    }

    /** The model as the engine loaded it. */
    public LoadedModel loaded() {
        return loaded;
    }

    public MicroBatcher<ImageJob> batcher() {
        return batcher;
    }

    /** Images accepted for this model whose outcome is not there yet. */
    public int recordsInFlight() {
        return inFlight.get();
    }

    PredictionMaker predictions() {
        return predictions;
    }

    /**
     * Counts one more in, if the model clears all that is in flight for it within {@code clearance}, by its measured rate.
     * As many as it has predictors always have room, so that it gets on, and is measured, however slow it is.
     */
    boolean tryEnter(Duration clearance) {
        int withThis = inFlight.incrementAndGet();
        if (withThis <= loaded.predictors() || withThis <= batcher.imagesPerSecond() * clearance.toNanos() / 1e9) {
            return true;
        }
        left();
        return false;
    }

    void enter() {
        inFlight.incrementAndGet();
    }

    void left() {
        inFlight.decrementAndGet();
    }

    /** Stops the batcher, then frees the model, unless a predictor does not come back: freeing it then would crash. */
    void close(Duration patience) {
        if (batcher.close(patience)) {
            loaded.close();
        } else {
            LOG.atWarn()
                    .addKeyValue("model", loaded.card().id())
                    .log("A predictor is still inside the engine; its model is left as it is");
        }
    }
}
