package io.inferencestream.core.model;

/**
 * What the values are that a model emits, and so how they become probabilities.
 *
 * <p>A value that is not a number, or an infinite one where it would make all others meaningless, is never read as a
 * prediction: it is the model's failure.
 */
public enum OutputRule {
    /** Probabilities that sum to 1: taken as they are. */
    SOFTMAX,
    /** One independent probability per class: taken as they are. */
    SIGMOID,
    /** Scores without bounds: a softmax makes probabilities of them. */
    LOGITS;

    /** Rounding may put a probability this far outside 0 to 1; it is then moved to the bound. */
    private static final float SLACK = 1e-3f;

    /**
     * Turns one image's scores into probabilities, in place.
     *
     * @param scores of any number of images, one row after another
     * @param from where the image's row begins
     * @param classes length of a row; at least 1
     * @throws ArithmeticException if a score is NaN, infinite (a logit of minus infinity is fine) or, where probabilities
     *     are promised, outside 0 to 1; the row is then in no particular state
     */
    public void toProbabilities(float[] scores, int from, int classes) {
        if (this == LOGITS) {
            softmax(scores, from, classes);
            return;
        }
        for (int i = from; i < from + classes; i++) {
            float value = scores[i];
            if (!(value >= -SLACK && value <= 1 + SLACK)) { // NaN fails both
                throw new ArithmeticException("class " + (i - from) + " has no probability but " + value);
            }
            scores[i] = Math.min(1f, Math.max(0f, value));
        }
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
