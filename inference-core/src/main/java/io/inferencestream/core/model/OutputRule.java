package io.inferencestream.core.model;

import java.util.Locale;

/**
 * What the values are that a model emits for its classes, and so how they become probabilities.
 *
 * <p>A value that is not a number, or an infinite one where it would make all others meaningless, is never read as a
 * prediction: it is the model's failure.
 */
public enum OutputRule {
    /** Probabilities that sum to 1: taken as they are. */
    PROBABILITIES(true),
    /** A probability for each class by itself: taken as they are. */
    INDEPENDENT(false),
    /** Scores without bounds of classes that exclude each other: a softmax makes probabilities of them. */
    LOGITS(true),
    /** Scores without bounds of classes by themselves: a sigmoid makes a probability of each. */
    INDEPENDENT_LOGITS(false);

    /** Rounding may put a probability this far outside 0 to 1; it is then moved to the bound. */
    private static final float SLACK = 1e-3f;

    private final boolean isExclusive;

    OutputRule(boolean isExclusive) {
        this.isExclusive = isExclusive;
    }

    /** Whether the classes exclude each other, so that their probabilities sum to 1. */
    public boolean isExclusive() {
        return isExclusive;
    }

    /** Whether the values are scores without bounds. */
    public boolean isLogits() {
        return this == LOGITS || this == INDEPENDENT_LOGITS;
    }

    /** The rule for values of the same kind, of classes that exclude each other. */
    public OutputRule exclusive() {
        return isLogits() ? LOGITS : PROBABILITIES;
    }

    /** The rule's name in cards. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Turns one image's scores into probabilities, in place.
     *
     * @param scores of any number of images, one row after another
     * @param from where the image's row begins
     * @param classes length of a row; at least 1
     * @throws ArithmeticException if a score is NaN, infinite where that makes a softmax meaningless or, where
     *     probabilities are promised, outside 0 to 1; the row is then in no particular state
     */
    public void toProbabilities(float[] scores, int from, int classes) {
        switch (this) {
            case LOGITS -> softmax(scores, from, classes);
            case INDEPENDENT_LOGITS -> sigmoid(scores, from, classes);
            default -> clamp(scores, from, classes);
        }
    }

    private static void clamp(float[] scores, int from, int classes) {
        for (int i = from; i < from + classes; i++) {
            float value = scores[i];
            if (!(value >= -SLACK && value <= 1 + SLACK)) { // NaN fails both
                throw new ArithmeticException("class " + (i - from) + " has no probability but " + value);
            }
            scores[i] = Math.min(1f, Math.max(0f, value));
        }
    }

    private static void sigmoid(float[] scores, int from, int classes) {
        for (int i = from; i < from + classes; i++) {
            if (Float.isNaN(scores[i])) {
                throw new ArithmeticException("class " + (i - from) + " has the logit " + scores[i]);
            }
            scores[i] = sigmoid(scores[i]);
        }
    }

    /** The probability that a logit stands for. */
    public static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-(double) logit)));
    }

    /** Subtracts the greatest logit first, so that no exponential overflows. */
    private static void softmax(float[] scores, int from, int classes) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            if (Float.isNaN(scores[i]) || scores[i] == Float.POSITIVE_INFINITY) {
                throw new ArithmeticException("class " + (i - from) + " has the logit " + scores[i]);
            }
            greatest = Math.max(greatest, scores[i]);
        }
        if (greatest == Float.NEGATIVE_INFINITY) {
            throw new ArithmeticException("every class has the logit " + greatest);
        }
        double sum = 0;
        for (int i = from; i < from + classes; i++) {
            double power = Math.exp((double) scores[i] - greatest);
            sum += power;
            scores[i] = (float) power;
        }
        for (int i = from; i < from + classes; i++) {
            scores[i] = (float) (scores[i] / sum);
        }
    }
}
