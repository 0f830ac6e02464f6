package io.inferencestream.core.answer;

import org.jspecify.annotations.Nullable;

/**
 * What a model answered to a batch: for each image a row of probabilities, and a class activation map where the model
 * offers one.
 *
 * <p>Owns its arrays; readers must not write to them.
 */
public final class BatchScores {
    private final int count;
    private final int classes;
    private final float[] probabilities;
    private final @Nullable ActivationMaps activationMaps;

    /**
     * Takes ownership of {@code probabilities}.
     *
     * @param count images in the batch; at least 1
     * @param classes classes of the model; at least 1
     * @param probabilities {@code count * classes} values from 0 to 1, row by row
     * @param activationMaps one map per image and class, or null where the model offers none
     */
    public BatchScores(int count, int classes, float[] probabilities, @Nullable ActivationMaps activationMaps) {
        if (count < 1 || classes < 1) {
            throw new IllegalArgumentException("count and classes must be at least 1: " + count + ", " + classes);
        }
        if (probabilities.length != Math.multiplyExact(count, classes)) {
            throw new IllegalArgumentException(
                    "probabilities must hold " + count + "x" + classes + " values: " + probabilities.length);
        }
        this.count = count;
        this.classes = classes;
        this.probabilities = probabilities;
        this.activationMaps = activationMaps;
    }

    public int count() {
        return count;
    }

    public int classes() {
        return classes;
    }

    /** Probability of a class for an image, both from 0. */
    public float probability(int image, int classIndex) {
        return probabilities[image * classes + classIndex];
    }

    /** All probabilities of one image, a copy. */
    public float[] row(int image) {
        return java.util.Arrays.copyOfRange(probabilities, image * classes, (image + 1) * classes);
    }

    public @Nullable ActivationMaps activationMaps() {
        return activationMaps;
    }

    /**
     * Class activation maps of a batch.
     *
     * @param height cells down
     * @param width cells across
     * @param classes maps per image
     * @param values {@code [image][row][column][class]}, flat, as the model wrote them (not scaled)
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ActivationMaps(int height, int width, int classes, float[] values) {}
}
