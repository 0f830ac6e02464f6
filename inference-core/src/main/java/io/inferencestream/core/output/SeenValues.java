package io.inferencestream.core.output;

import io.inferencestream.core.model.OutputRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The values that a model emitted for several inputs, held against what its card says that they are. */
final class SeenValues {
    private static final double SUM_SLACK = 0.05;
    private static final double RANGE_SLACK = 1e-3;

    private final List<float[]> rows;
    private final float min;
    private final float max;

    SeenValues(List<float[]> rows) {
        this.rows = rows;
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float[] row : rows) {
            for (float value : row) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        min = least;
        max = greatest;
    }

    /**
     * What is suspicious.
     *
     * @param isBinary whether one value tells two classes apart
     * @throws UnreadableOutputException if the values cannot be what the rule says
     */
    List<String> doubts(OutputRule rule, boolean isBinary) throws UnreadableOutputException {
        List<String> doubts = new ArrayList<>();
        boolean isOneEach = isBinary || rows.stream().allMatch(row -> row.length == 1);
        if (rule.isLogits()) {
            if (!isOneEach && sumToOne()) {
                throw new UnreadableOutputException(seen() + " and sum to 1 for each, so they are probabilities, but"
                        + " model.yaml says output: " + rule.word() + "; say 'output: probabilities'");
            }
            if (areWithinOne() && max > min) {
                doubts.add(seen() + ", as probabilities are, but the card says output: " + rule.word()
                        + "; if they are probabilities, say 'output: "
                        + (rule.isExclusive() ? OutputRule.PROBABILITIES : OutputRule.INDEPENDENT).word() + "'");
            }
        } else {
            checkProbabilities(rule, isOneEach, doubts);
        }
        return doubts;
    }

    private void checkProbabilities(OutputRule rule, boolean isOneEach, List<String> doubts)
            throws UnreadableOutputException {
        if (!areWithinOne()) {
            throw new UnreadableOutputException(seen() + ", but model.yaml says output: " + rule.word()
                    + ", and probabilities are from 0 to 1; " + logitsRemedy(isOneEach));
        }
        if (rule.isExclusive() && !isOneEach && !sumToOne()) {
            throw new UnreadableOutputException(seen() + " that sum to " + oddSum()
                    + " for one of them, but model.yaml says output: probabilities, which sum to 1; say 'output:"
                    + " independent' if they are a probability for each class by itself, " + logitsRemedy(false));
        }
        if (!rule.isExclusive() && !isOneEach && sumToOne()) {
            doubts.add(seen() + " and sum to 1 for each, so the classes seem to exclude each other, but the card says"
                    + " output: independent; if they do, say 'output: probabilities'");
        }
    }

    private static String logitsRemedy(boolean isOneEach) {
        return isOneEach
                ? "say 'output: independent-logits' if the value is a logit, 'task: regression' if it is a number"
                : "'output: logits' if they are scores of classes that exclude each other, 'output: independent-logits' if"
                        + " they are scores of classes by themselves";
    }

    private boolean areWithinOne() {
        return min >= -RANGE_SLACK && max <= 1 + RANGE_SLACK;
    }

    private boolean sumToOne() {
        return areWithinOne() && rows.stream().allMatch(row -> Math.abs(sum(row) - 1) <= SUM_SLACK);
    }

    private String oddSum() {
        return rows.stream()
                .mapToDouble(SeenValues::sum)
                .filter(sum -> Math.abs(sum - 1) > SUM_SLACK)
                .mapToObj(sum -> String.format(Locale.ROOT, "%.4g", sum))
                .findFirst()
                .orElse("1");
    }

    private static double sum(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value;
        }
        return sum;
    }

    private String seen() {
        return String.format(
                Locale.ROOT, "for %d test inputs it emits values from %.4g to %.4g", rows.size(), min, max);
    }
}
