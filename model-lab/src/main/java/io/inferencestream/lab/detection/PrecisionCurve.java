package io.inferencestream.lab.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How precision falls as recall rises, of one class at one overlap; pycocotools' {@code accumulate}.
 *
 * @param average precision interpolated at the recalls 0, 0.01 … 1, the mean of these 101, from 0 to 1
 * @param recall share of the objects that was found at all, from 0 to 1
 */
record PrecisionCurve(double average, double recall) {
    private static final int POINTS = 101;
    private static final double STEP = 0.01;

    /** Keeps a share of nothing from being no number. */
    private static final double LEAST = Math.ulp(1.0);

    /**
     * Of the matches of all images.
     *
     * @param max how many finds of each image count
     * @return empty where there is nothing to find
     */
    static Optional<PrecisionCurve> of(List<Matches> images, int max) {
        int wanted = images.stream().mapToInt(Matches::wanted).sum();
        if (wanted == 0) {
            return Optional.empty();
        }
        List<Matches.Find> finds = images.stream()
                .flatMap(its -> its.finds().stream())
                .filter(its -> its.rank() < max)
                .sorted(Comparator.comparingDouble(Matches.Find::confidence).reversed())
                .filter(its -> !its.isIgnored())
                .toList();
        double[] precision = new double[finds.size()];
        double[] recall = new double[finds.size()];
        int hits = 0;
        for (int i = 0; i < finds.size(); i++) {
            hits += finds.get(i).isHit() ? 1 : 0;
            precision[i] = hits / (i + 1 + LEAST);
            recall[i] = (double) hits / wanted;
        }
        for (int i = finds.size() - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        return Optional.of(
                new PrecisionCurve(interpolated(precision, recall), finds.isEmpty() ? 0 : recall[finds.size() - 1]));
    }

    private static double interpolated(double[] precision, double[] recall) {
        double sum = 0;
        int at = 0;
        for (int point = 0; point < POINTS; point++) {
            double wanted = point * STEP;
            while (at < recall.length && recall[at] < wanted) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / POINTS;
    }
}
