package io.inferencestream.lab.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well scores put what is true before what is not. */
final class Ranking {
    private Ranking() {}

    /**
     * Area under the receiver operating characteristic, by ranks (Mann and Whitney, 1947); ties count half.
     *
     * @return NaN where all are true, or none is
     */
    static double auc(double[] scores, boolean[] isTrue) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .toList();
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            int own = 0;
            while (to < order.size() && scores[order.get(to)] == scores[order.get(from)]) {
                own += isTrue[order.get(to++)] ? 1 : 0;
            }
            rankSum += own * ((from + 1 + to) / 2.0);
            positives += own;
            from = to;
        }
        long negatives = scores.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /**
     * Average precision: the sum over the thresholds, from high to low, of the gain in recall times the precision there,
     * without interpolation (scikit-learn's {@code average_precision_score}; Zhu, "Recall, precision and average precision",
     * 2004). Equal scores are one threshold.
     *
     * @return NaN where none is true
     */
    static double averagePrecision(double[] scores, boolean[] isTrue) {
        List<Integer> order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .toList();
        long all = IntStream.range(0, isTrue.length).filter(i -> isTrue[i]).count();
        double sum = 0;
        int hits = 0;
        for (int from = 0; from < order.size(); ) {
            int to = from;
            int own = 0;
            while (to < order.size() && scores[order.get(to)] == scores[order.get(from)]) {
                own += isTrue[order.get(to++)] ? 1 : 0;
            }
            hits += own;
            sum += (double) own / all * hits / to;
            from = to;
        }
        return all == 0 ? Double.NaN : sum;
    }
}
