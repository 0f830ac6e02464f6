package io.inferencestream.lab.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How far two evaluations of the same images agree.
 *
 * @param images how many were compared
 * @param differing names of the images whose predicted class is not the same
 * @param largestDifference between the two probabilities of one image, where the class is the same
 * @param largestRelativeDifference between two probabilities of one class and image, as a share of the image's
 *     largest; 0 where only the best are known
 */
public record Agreement(int images, List<String> differing, float largestDifference, float largestRelativeDifference) {
    public Agreement {
        differing = List.copyOf(differing);
    }

    /**
     * Compares image by image.
     *
     * @throws IllegalArgumentException if the evaluations are not of the same images in the same order
     */
    public static Agreement of(Evaluation first, Evaluation second) {
        if (!names(first).equals(names(second))) {
            throw new IllegalArgumentException("the evaluations must be of the same images");
        }
        List<String> differing = new ArrayList<>();
        float largest = 0;
        float relative = 0;
        for (int i = 0; i < first.predictions().size(); i++) {
            Prediction one = first.predictions().get(i);
            Prediction other = second.predictions().get(i);
            relative = Math.max(relative, relative(one, other));
            if (one.predicted().equals(other.predicted())) {
                largest = Math.max(largest, Math.abs(one.probability() - other.probability()));
            } else {
                differing.add(one.file());
            }
        }
        return new Agreement(first.predictions().size(), differing, largest, relative);
    }

    private static float relative(Prediction one, Prediction other) {
        float largest = 0;
        for (int i = 0; i < Math.min(one.scores().size(), other.scores().size()); i++) {
            largest = Math.max(
                    largest, Math.abs(one.scores().get(i) - other.scores().get(i)));
        }
        return largest / one.probability();
    }

    /** Share of the images whose class is the same, 0 to 1. */
    public double share() {
        return 1 - differing.size() / (double) images;
    }

    /** Whether every image's class is the same. */
    public boolean isComplete() {
        return differing.isEmpty();
    }

    /**
     * Returns this if every image's class is the same.
     *
     * @throws IllegalStateException if not, with the number of images that differ and the first of them
     */
    public Agreement requireComplete() {
        if (!isComplete()) {
            throw new IllegalStateException("the two differ on " + differing.size() + " of " + images
                    + " images, first on " + differing.get(0));
        }
        return this;
    }

    private static List<String> names(Evaluation evaluation) {
        return evaluation.predictions().stream().map(Prediction::file).toList();
    }
}
