package io.inferencestream.core.model;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model answers with classes of the whole image.
 *
 * @param labels names of the classes, by class index; at least one; need not differ
 * @param topK how many classes a prediction names; 1 to the number of labels
 * @param rule what the values are
 * @param thresholds from which probability on a class is accepted, by class index; empty where classes exclude each other
 * @param tensor name of the output with one value per class, or null where the model has but one output beside the map
 * @param activationMap name of the output with a class activation map, or null where the model offers none
 */
public record ClassesSpec(
        List<String> labels,
        int topK,
        OutputRule rule,
        List<Double> thresholds,
        @Nullable String tensor,
        @Nullable String activationMap)
        implements AnswerSpec {

    /** From which probability on an independent class is accepted, unless the card says otherwise. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    public ClassesSpec {
        labels = List.copyOf(labels);
        thresholds = List.copyOf(thresholds);
        if (topK < 1 || topK > labels.size()) {
            throw new IllegalArgumentException("topK must be from 1 to " + labels.size() + ": " + topK);
        }
        if (thresholds.size() != (rule.isExclusive() ? 0 : labels.size())) {
            throw new IllegalArgumentException(
                    "there must be a threshold for each independent class, and for no other: " + thresholds);
        }
    }

    /** With the usual thresholds. */
    public ClassesSpec(
            List<String> labels, int topK, OutputRule rule, @Nullable String tensor, @Nullable String activationMap) {
        this(
                labels,
                topK,
                rule,
                Collections.nCopies(rule.isExclusive() ? 0 : labels.size(), DEFAULT_THRESHOLD),
                tensor,
                activationMap);
    }

    /** Probabilities in the model's only output. */
    public ClassesSpec(List<String> labels, int topK) {
        this(labels, topK, OutputRule.PROBABILITIES, null, null);
    }

    /** The same classes as ones that exclude each other. */
    public ClassesSpec exclusive() {
        return new ClassesSpec(labels, topK, rule.exclusive(), List.of(), tensor, activationMap);
    }

    @Override
    public Task task() {
        return rule.isExclusive() ? Task.CLASSIFICATION : Task.MULTI_LABEL;
    }

    @Override
    public String summary() {
        return task() + " of " + labels.size() + (labels.size() == 1 ? " class" : " classes") + " by " + rule.word()
                + (tensor == null ? "" : " in '" + tensor + "'")
                + (activationMap == null ? "" : ", activation map in '" + activationMap + "'");
    }
}
