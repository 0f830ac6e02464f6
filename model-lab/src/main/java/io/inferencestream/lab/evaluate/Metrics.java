package io.inferencestream.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How good an evaluation's predictions are.
 *
 * <p>AUC is that of MedMNIST's evaluator (Yang et al., 2023): of two classes, of the second one's probability; of more,
 * the mean over the classes of each against all others. Ties count half.
 *
 * @param accuracy share of the predictions that are right, 0 to 1
 * @param low lower end of accuracy's 95 % interval, by bootstrap over the images
 * @param high upper end of that interval
 * @param auc area under the receiver operating characteristic, 0 to 1; NaN where a class has no images
 * @param calibrationError expected calibration error with 15 bins of equal width (Guo et al., 2017), 0 to 1
 * @param logLoss mean cross-entropy, in nats
 * @param confusion how many images of each class, by row, were taken for each class, by column
 * @param perClass precision, recall and F1 of each class, in the order of the classes
 */
public record Metrics(
        double accuracy,
        double low,
        double high,
        double auc,
        double calibrationError,
        double logLoss,
        List<List<Integer>> confusion,
        Map<String, ClassMetrics> perClass) {
    private static final int BINS = 15;
    private static final int RESAMPLES = 2000;
    private static final long BOOTSTRAP_SEED = 1;
    private static final double LEAST_PROBABILITY = 1e-12;

    public Metrics {
        confusion = confusion.stream().map(List::copyOf).toList();
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
    }

    /**
     * One class's figures; 0 where the denominator is.
     *
     * @param precision share of what was taken for this class that is of it
     * @param recall share of this class's images that was found
     * @param f1 harmonic mean of both
     * @param images of this class
     */
    public record ClassMetrics(double precision, double recall, double f1, int images) {}

    /** Computes everything. The evaluation must have every class's probability for every image. */
    public static Metrics of(Evaluation evaluation) {
        double[] interval = bootstrap(evaluation.predictions());
        List<List<Integer>> confusion = confusion(evaluation);
        return new Metrics(
                evaluation.accuracy(),
                interval[0],
                interval[1],
                auc(evaluation),
                calibrationError(evaluation),
                logLoss(evaluation),
                confusion,
                perClass(evaluation.classes(), confusion));
    }

    /** Area under the receiver operating characteristic, as {@link Metrics} says. */
    public static double auc(Evaluation evaluation) {
        int classes = evaluation.classes().size();
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .mapToDouble(c -> auc(evaluation, c))
                .average()
                .orElse(Double.NaN);
    }

    /** By ranks (Mann and Whitney, 1947). */
    private static double auc(Evaluation evaluation, int classIndex) {
        String name = evaluation.classes().get(classIndex);
        List<Prediction> ordered = evaluation.predictions().stream()
                .sorted(Comparator.comparingDouble(p -> p.scores().get(classIndex)))
                .toList();
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < ordered.size(); ) {
            int to = from;
            float score = ordered.get(from).scores().get(classIndex);
            int own = 0;
            while (to < ordered.size() && ordered.get(to).scores().get(classIndex) == score) {
                own += ordered.get(to++).label().equals(name) ? 1 : 0;
            }
            rankSum += own * ((from + 1 + to) / 2.0);
            positives += own;
            from = to;
        }
        long negatives = ordered.size() - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** Expected calibration error, as {@link Metrics} says. */
    public static double calibrationError(Evaluation evaluation) {
        int[] counts = new int[BINS];
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        for (Prediction prediction : evaluation.predictions()) {
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(prediction.probability() * BINS) - 1));
            counts[bin]++;
            confidence[bin] += prediction.probability();
            right[bin] += prediction.isRight() ? 1 : 0;
        }
        return IntStream.range(0, BINS)
                        .mapToDouble(bin -> Math.abs(right[bin] - confidence[bin]))
                        .sum()
                / evaluation.predictions().size();
    }

    /** Mean cross-entropy, in nats. */
    public static double logLoss(Evaluation evaluation) {
        return evaluation.predictions().stream()
                .mapToDouble(p -> -Math.log(Math.max(
                        LEAST_PROBABILITY, p.scores().get(evaluation.classes().indexOf(p.label())))))
                .average()
                .orElseThrow();
    }

    private static double[] bootstrap(List<Prediction> predictions) {
        SplittableRandom random = new SplittableRandom(BOOTSTRAP_SEED);
        boolean[] right = new boolean[predictions.size()];
        IntStream.range(0, right.length)
                .forEach(i -> right[i] = predictions.get(i).isRight());
        double[] accuracies = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            int hits = 0;
            for (int i = 0; i < right.length; i++) {
                hits += right[random.nextInt(right.length)] ? 1 : 0;
            }
            accuracies[r] = hits / (double) right.length;
        }
        Arrays.sort(accuracies);
        return new double[] {accuracies[(int) (RESAMPLES * 0.025)], accuracies[(int) (RESAMPLES * 0.975) - 1]};
    }

    private static List<List<Integer>> confusion(Evaluation evaluation) {
        int classes = evaluation.classes().size();
        int[][] counts = new int[classes][classes];
        for (Prediction prediction : evaluation.predictions()) {
            counts[evaluation.classes().indexOf(prediction.label())][
                    evaluation.classes().indexOf(prediction.predicted())]++;
        }
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] row : counts) {
            rows.add(IntStream.of(row).boxed().toList());
        }
        return rows;
    }

    private static Map<String, ClassMetrics> perClass(List<String> classes, List<List<Integer>> confusion) {
        Map<String, ClassMetrics> perClass = new LinkedHashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            int column = c;
            double hits = confusion.get(c).get(c);
            int taken = confusion.stream().mapToInt(row -> row.get(column)).sum();
            int images = confusion.get(c).stream().mapToInt(Integer::intValue).sum();
            double precision = taken == 0 ? 0 : hits / taken;
            double recall = images == 0 ? 0 : hits / images;
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            perClass.put(classes.get(c), new ClassMetrics(precision, recall, f1, images));
        }
        return perClass;
    }
}
