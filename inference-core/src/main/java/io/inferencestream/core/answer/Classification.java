package io.inferencestream.core.answer;

import io.inferencestream.core.model.Task;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Classes of the whole image.
 *
 * @param task {@link Task#CLASSIFICATION} where the classes exclude each other, else {@link Task#MULTI_LABEL}
 * @param topK the most probable classes, most probable first; at least one
 * @param scores the probability of every class by class index; {@link Scores#NONE} where the model has too many to list
 * @param activationMap evidence for the first of {@code topK}; null where the model offers none
 */
public record Classification(
        Task task,
        List<RankedLabel> topK,
        Scores scores,
        @Nullable ActivationMap activationMap) implements Answer {

    public Classification {
        topK = List.copyOf(topK);
        if (task != Task.CLASSIFICATION && task != Task.MULTI_LABEL) {
            throw new IllegalArgumentException("task must be one with classes of the whole image: " + task);
        }
        if (topK.isEmpty()) {
            throw new IllegalArgumentException("topK must name at least one class: " + topK);
        }
    }

    @Override
    public <R> R fold(
            Function<? super Classification, ? extends R> classes,
            Function<? super Detections, ? extends R> objects,
            Function<? super Embedding, ? extends R> vector,
            Function<? super Values, ? extends R> numbers) {
        return classes.apply(this);
    }
}
