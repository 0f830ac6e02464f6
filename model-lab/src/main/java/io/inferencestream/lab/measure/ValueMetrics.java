package io.inferencestream.lab.measure;

import java.util.stream.IntStream;

/**
 * How far estimates of one value are from the truth.
 *
 * @param meanAbsoluteError the mean of |estimate − truth|, in the value's unit
 * @param rootMeanSquaredError the root of the mean of (estimate − truth)², in the value's unit
 * @param bias the mean of estimate − truth
 * @param images of which the truth is known; at least 1
 */
public record ValueMetrics(double meanAbsoluteError, double rootMeanSquaredError, double bias, int images) {

    /**
     * Measures.
     *
     * @param truth of each image; NaN where it is not known
     * @param estimates of the same images
     */
    public static ValueMetrics of(double[] truth, double[] estimates) {
        double[] errors = IntStream.range(0, truth.length)
                .filter(i -> !Double.isNaN(truth[i]))
                .mapToDouble(i -> estimates[i] - truth[i])
                .toArray();
        if (errors.length == 0) {
            throw new IllegalArgumentException("the truth must be known of at least one image");
        }
        double absolute = 0;
        double squared = 0;
        double sum = 0;
        for (double error : errors) {
            absolute += Math.abs(error);
            squared += error * error;
            sum += error;
        }
        return new ValueMetrics(
                absolute / errors.length, Math.sqrt(squared / errors.length), sum / errors.length, errors.length);
    }
}
