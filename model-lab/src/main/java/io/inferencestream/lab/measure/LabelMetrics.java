package io.inferencestream.lab.measure;

/**
 * How well one label of several is told, which may apply to an image or not, whatever the others do.
 *
 * @param precision share of the images that the label was accepted for to which it applies; 0 where it was for none
 * @param recall share of the images to which it applies that it was accepted for; 0 where it applies to none
 * @param f1 harmonic mean of both; 0 where both are
 * @param averagePrecision over all thresholds, as {@link Ranking#averagePrecision} says; NaN where it applies to no image
 * @param auc area under the receiver operating characteristic; NaN where it applies to all images, or to none
 * @param positives images to which it applies
 * @param images of which it is known whether it applies
 */
public record LabelMetrics(
        double precision, double recall, double f1, double averagePrecision, double auc, int positives, int images) {

    /**
     * Measures.
     *
     * @param probabilities of the label, of each image for which it is known whether it applies
     * @param isAccepted whether they reached its threshold
     * @param applies whether it does
     */
    public static LabelMetrics of(double[] probabilities, boolean[] isAccepted, boolean[] applies) {
        int hits = 0;
        int accepted = 0;
        int positives = 0;
        for (int i = 0; i < applies.length; i++) {
            hits += isAccepted[i] && applies[i] ? 1 : 0;
            accepted += isAccepted[i] ? 1 : 0;
            positives += applies[i] ? 1 : 0;
        }
        double precision = accepted == 0 ? 0 : (double) hits / accepted;
        double recall = positives == 0 ? 0 : (double) hits / positives;
        return new LabelMetrics(
                precision,
                recall,
                precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
                Ranking.averagePrecision(probabilities, applies),
                Ranking.auc(probabilities, applies),
                positives,
                applies.length);
    }
}
