package io.inferencestream.core.model;

import java.util.List;

/**
 * How a pixel becomes a float: {@code (pixel - mean) * scale}, computed in double and rounded once.
 *
 * @param mean subtracted first; one value for all channels, or one for each
 * @param scale multiplied with next; one value for all channels, or one for each
 */
public record Normalization(List<Double> mean, List<Double> scale) {

    /** Leaves pixels as they are, 0 to 255. */
    public static final Normalization NONE = new Normalization(List.of(0.0), List.of(1.0));

    public Normalization {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.isEmpty() || scale.isEmpty()) {
            throw new IllegalArgumentException("mean and scale need at least one value: " + mean + ", " + scale);
        }
        if (!mean.stream().allMatch(Double::isFinite) || !scale.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("mean and scale must be finite: " + mean + ", " + scale);
        }
    }

    /** True if there is one value for all, or one for each of so many channels. */
    public boolean fits(int channels) {
        return (mean.size() == 1 || mean.size() == channels) && (scale.size() == 1 || scale.size() == channels);
    }

    /** What a pixel of a channel becomes. */
    public float apply(int pixel, int channel) {
        return (float) ((pixel - valueFor(mean, channel)) * valueFor(scale, channel));
    }

    private static double valueFor(List<Double> values, int channel) {
        return values.get(values.size() == 1 ? 0 : channel);
    }
}
