package io.inferencestream.schemas.outcome;

import io.inferencestream.event.PredictionEvent;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model has answered for an image.
 *
 * @param event what it said; its batch held at least one image, and it names the image's record
 */
public record Predicted(RecordPosition position, Optional<RecordPosition> resentFrom, PredictionEvent event)
        implements Outcome {
    public Predicted {
        originOf(event);
        if (event.getBatchSize() < 1) {
            throw new IllegalArgumentException("a batch holds at least one image: " + event.getBatchSize());
        }
    }

    @Override
    public RecordPosition origin() {
        return originOf(event);
    }

    private static RecordPosition originOf(PredictionEvent event) {
        return new RecordPosition(event.getInputTopic(), event.getInputPartition(), event.getInputOffset());
    }

    @Override
    public Optional<String> imageId() {
        return Optional.of(event.getImageId());
    }

    @Override
    public <R> R fold(
            Function<? super Predicted, ? extends R> predicted, Function<? super Rejected, ? extends R> rejected) {
        return predicted.apply(this);
    }
}
