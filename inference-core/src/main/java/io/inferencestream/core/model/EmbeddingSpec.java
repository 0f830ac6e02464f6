package io.inferencestream.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model answers with a vector.
 *
 * @param normalizes whether the vector is scaled to the Euclidean length 1
 * @param tensor name of the output with the vector, or null where the model has but one output
 */
public record EmbeddingSpec(boolean normalizes, @Nullable String tensor) implements AnswerSpec {

    @Override
    public Task task() {
        return Task.EMBEDDING;
    }

    @Override
    public List<String> labels() {
        return List.of();
    }

    @Override
    public String summary() {
        return task()
                + (normalizes ? ", scaled to length 1" : ", as the model emits it")
                + (tensor == null ? "" : ", in '" + tensor + "'");
    }
}
