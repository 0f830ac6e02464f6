package io.inferencestream.core.predict;

import io.inferencestream.core.model.ModelCard;
import java.util.List;

/**
 * A model that an engine has loaded onto a device and warmed up: its first real batch is as quick as its hundredth.
 *
 * <p>Thread-safe. Its predictors are not: each belongs to one thread. Close the predictors first.
 */
public interface LoadedModel extends AutoCloseable {

    /** The card the model was loaded by. */
    ModelCard card();

    /** Name of the engine, as {@link InferenceEngine#name()}. */
    String engine();

    /** The device that really computes, e.g. {@code cpu} or {@code gpu:0}. */
    String device();

    /** How many predictors pay off on this device; at least 1. */
    int predictors();

    /** Largest batch a predictor of this model takes; at least 1. */
    int maxBatchSize();

    /**
     * A large batch should hold a multiple of so many images, unless it is the largest; at least 1. For engines that keep
     * something for every size they have seen.
     */
    default int batchStep() {
        return 1;
    }

    /** What its owner should know, such as that it is slower than it could be; each a sentence without its subject. */
    default List<String> remarks() {
        return List.of();
    }

    /** Makes a predictor for the calling thread to keep. */
    BatchPredictor newPredictor();

    /** Frees the model's native memory. Never throws. */
    @Override
    void close();
}
