package io.inferencestream.lab.evaluate;

import io.inferencestream.core.answer.Scores;
import java.util.List;

/**
 * Temperature scaling (Guo et al., 2017): one number that all scores are divided by before the softmax, so that
 * probabilities say how often they are right. The predicted class stays.
 *
 * @param value above 1 where the model is too sure, below 1 where it is not sure enough
 */
public record Temperature(double value) {
    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final int STEPS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double LEAST_PROBABILITY = 1e-12;

    /** The one with the smallest log loss, by golden-section search; fit it on validation images. */
    public static Temperature fit(Evaluation evaluation) {
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(evaluation, left) < loss(evaluation, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return new Temperature(Math.exp((low + high) / 2));
    }

    private static double loss(Evaluation evaluation, double logarithm) {
        return Metrics.logLoss(new Temperature(Math.exp(logarithm)).apply(evaluation));
    }

    /** The same predictions with other probabilities. */
    public Evaluation apply(Evaluation evaluation) {
        List<Prediction> scaled =
                evaluation.predictions().stream().map(this::apply).toList();
        return new Evaluation(evaluation.classes(), scaled);
    }

    private Prediction apply(Prediction prediction) {
        int classes = prediction.scores().size();
        double[] powers = new double[classes];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            powers[i] = Math.pow(
                    Math.max(LEAST_PROBABILITY, prediction.scores().get(i)) / prediction.probability(), 1 / value);
            sum += powers[i];
        }
        float[] probabilities = new float[classes];
        float best = 0;
        for (int i = 0; i < classes; i++) {
            probabilities[i] = (float) (powers[i] / sum);
            best = Math.max(best, probabilities[i]);
        }
        return new Prediction(
                prediction.file(), prediction.label(), prediction.predicted(), best, new Scores(probabilities));
    }
}
