package io.inferencestream.producer.account;

import java.util.function.Function;

/**
 * The image has a prediction.
 *
 * @param imageId the id that the prediction carries
 * @param label the most probable class; empty if the prediction names none
 * @param model name and version, as {@code NAME/VERSION}
 * @param device what computed it
 * @param batchSize how many images the model saw at once; at least 1
 * @param stations where the time went
 * @param receivedNanos when it was received, on the run's ticker
 */
public record Predicted(
        String imageId, String label, String model, String device, int batchSize, Stations stations, long receivedNanos)
        implements Outcome {

    public Predicted {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
    }

    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return predicted.apply(this);
    }
}
