package io.inferencestream.gateway.outcome;

import io.inferencestream.event.PredictionEvent;
import java.util.function.Function;

/**
 * A picture that a model has answered.
 *
 * @param event what the model said
 */
public record Predicted(
        String id, Mark mark, Position position, long timestampMillis, long bytes, PredictionEvent event)
        implements Outcome {

    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return predicted.apply(this);
    }
}
