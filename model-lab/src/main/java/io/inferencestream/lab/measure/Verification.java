package io.inferencestream.lab.measure;

import io.inferencestream.core.answer.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well vectors tell whether two images show the same, by the protocol of Labeled Faces in the Wild (Huang et al., 2007,
 * section on the estimated mean accuracy): of each fold, the share of the pairs that is told right with the threshold that is
 * best on the other folds; the mean of these shares, and its standard error.
 *
 * @param accuracy mean over the folds, 0 to 1
 * @param standardError of that mean: the standard deviation of the folds' shares (n − 1) over the root of their number; NaN
 *     of fewer than two folds
 * @param auc area under the receiver operating characteristic over all pairs; NaN where all are the same, or none is
 * @param threshold mean of the folds' thresholds: a cosine from which a pair is taken for the same
 * @param pairs how many
 */
public record Verification(double accuracy, double standardError, double auc, double threshold, int pairs) {

    /**
     * A pair with its likeness.
     *
     * @param likeness the higher the more alike; not NaN
     */
    public record Scored(double likeness, boolean isSame, int fold) {}

    /**
     * Measures.
     *
     * @param pairs of at least two folds
     */
    public static Verification of(List<Scored> pairs) {
        List<Integer> folds = pairs.stream().map(Scored::fold).distinct().toList();
        if (folds.size() < 2) {
            throw new IllegalArgumentException(
                    "there must be pairs of at least two folds, since each is judged by the others: " + folds.size());
        }
        List<Double> shares = new ArrayList<>();
        double thresholds = 0;
        for (int fold : folds) {
            double threshold =
                    threshold(pairs.stream().filter(its -> its.fold() != fold).toList());
            List<Scored> own = pairs.stream().filter(its -> its.fold() == fold).toList();
            shares.add(own.stream().filter(its -> isRight(its, threshold)).count() / (double) own.size());
            thresholds += threshold;
        }
        double mean = shares.stream().mapToDouble(its -> its).average().orElseThrow();
        double variance =
                shares.stream().mapToDouble(its -> (its - mean) * (its - mean)).sum() / (shares.size() - 1);
        return new Verification(
                mean, Math.sqrt(variance / shares.size()), auc(pairs), thresholds / folds.size(), pairs.size());
    }

    private static boolean isRight(Scored pair, double threshold) {
        return pair.likeness() >= threshold == pair.isSame();
    }

    /** The threshold by which most pairs are told right: midway between two likenesses that stand next to each other. */
    private static double threshold(List<Scored> pairs) {
        List<Scored> ordered = pairs.stream()
                .sorted(Comparator.comparingDouble(Scored::likeness))
                .toList();
        long right = ordered.stream().filter(Scored::isSame).count();
        long most = right;
        double best = ordered.get(0).likeness();
        for (int i = 0; i < ordered.size(); i++) {
            right += ordered.get(i).isSame() ? -1 : 1;
            boolean isLast = i + 1 == ordered.size();
            double its = ordered.get(i).likeness();
            double next = isLast ? Math.nextUp(its) : ordered.get(i + 1).likeness();
            if (right > most && next > its) {
                most = right;
                best = isLast ? next : its + (next - its) / 2;
            }
        }
        return best;
    }

    private static double auc(List<Scored> pairs) {
        double[] likeness = pairs.stream().mapToDouble(Scored::likeness).toArray();
        boolean[] isSame = new boolean[pairs.size()];
        for (int i = 0; i < isSame.length; i++) {
            isSame[i] = pairs.get(i).isSame();
        }
        return Ranking.auc(likeness, isSame);
    }

    /** The cosine of the angle between two vectors of one space, -1 to 1; 0 where one of them is of length 0. */
    public static double cosine(Embedding one, Embedding other) {
        if (one.size() != other.size()) {
            throw new IllegalArgumentException("vectors must be of one size: " + one.size() + " and " + other.size());
        }
        double dot = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < one.size(); i++) {
            dot += (double) one.get(i) * other.get(i);
            own += (double) one.get(i) * one.get(i);
            others += (double) other.get(i) * other.get(i);
        }
        return own == 0 || others == 0 ? 0 : dot / Math.sqrt(own * others);
    }
}
