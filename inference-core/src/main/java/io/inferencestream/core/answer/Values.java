package io.inferencestream.core.answer;

import io.inferencestream.core.model.Task;
import java.util.List;
import java.util.function.Function;

/**
 * Numbers that the model estimates from the image.
 *
 * @param list in the order of the model's card; at least one
 */
public record Values(List<NamedValue> list) implements Answer {

    public Values {
        list = List.copyOf(list);
        if (list.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one value");
        }
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public <R> R fold(
            Function<? super Classification, ? extends R> classes,
            Function<? super Detections, ? extends R> objects,
            Function<? super Embedding, ? extends R> vector,
            Function<? super Values, ? extends R> numbers) {
        return numbers.apply(this);
    }
}
