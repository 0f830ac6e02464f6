package io.inferencestream.core.answer;

import io.inferencestream.core.model.Task;
import java.util.List;
import java.util.function.Function;

/**
 * The objects that the model found in the image.
 *
 * @param objects most confident first; may be empty
 */
public record Detections(List<Detection> objects) implements Answer {

    public Detections {
        objects = List.copyOf(objects);
    }

    @Override
    public Task task() {
        return Task.DETECTION;
    }

    @Override
    public <R> R fold(
            Function<? super Classification, ? extends R> classes,
            Function<? super Detections, ? extends R> detections,
            Function<? super Embedding, ? extends R> vector,
            Function<? super Values, ? extends R> numbers) {
        return detections.apply(this);
    }
}
