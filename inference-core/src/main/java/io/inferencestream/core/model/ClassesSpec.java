package io.inferencestream.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model answers with classes of the whole image.
 *
 * @param labels names of the classes, by class index; at least one; need not differ
 * @param topK how many classes a prediction names; 1 to the number of labels
 * @param rule what the values are
 * @param tensor name of the output with one value per class, or null where the model has but one output beside the map
 * @param activationMap name of the output with a class activation map, or null where the model offers none
 */
public record ClassesSpec(
        List<String> labels,
        int topK,
        OutputRule rule,
        @Nullable String tensor,
        @Nullable String activationMap) implements AnswerSpec {

    public ClassesSpec {
        labels = List.copyOf(labels);
        if (topK < 1 || topK > labels.size()) {
            throw new IllegalArgumentException("topK must be from 1 to " + labels.size() + ": " + topK);
        }
    }

    /** Probabilities in the model's only output. */
    public ClassesSpec(List<String> labels, int topK) {
        this(labels, topK, OutputRule.SOFTMAX, null, null);
    }

    @Override
    public Task task() {
        return rule == OutputRule.SIGMOID ? Task.MULTI_LABEL : Task.CLASSIFICATION;
    }

    @Override
    public String summary() {
        return rule + (activationMap == null ? "" : ", activation map in " + activationMap);
    }
}
