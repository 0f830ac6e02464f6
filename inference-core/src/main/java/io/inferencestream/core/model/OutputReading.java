package io.inferencestream.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a model's answers are, and how they are read.
 *
 * @param rule what the values are
 * @param tensor name of the output with one value per class, or null where the model has but one output beside the map
 * @param activationMap name of the output with a class activation map, or null where the model offers none
 */
public record OutputReading(
        OutputRule rule, @Nullable String tensor, @Nullable String activationMap) {

    /** Probabilities in the model's only output. */
    public static final OutputReading SOFTMAX = new OutputReading(OutputRule.SOFTMAX, null, null);
}
