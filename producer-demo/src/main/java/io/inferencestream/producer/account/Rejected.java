package io.inferencestream.producer.account;

import java.util.function.Function;

/**
 * The image is on the dead-letter topic.
 *
 * @param reason name of the reason, e.g. {@code CORRUPT_IMAGE}
 * @param receivedNanos when it was received, on the run's ticker
 */
public record Rejected(String reason, long receivedNanos) implements Outcome {
    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return rejected.apply(this);
    }
}
