package io.inferencestream.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What the pixels 0 to 255 became before a model's trainer subtracted a mean and divided by a standard deviation.
 *
 * @param low what 0 became
 * @param high what 255 became; more than {@code low}
 */
public record PixelRange(double low, double high) {
    /** Pixels divided by 255. */
    public static final PixelRange UNIT = new PixelRange(0, 1);

    /** Pixels as they are. */
    public static final PixelRange BYTES = new PixelRange(0, 255);

    private static final double MAX_PIXEL = 255;

    public PixelRange {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("a range needs a low that is less than its high: " + low + ", " + high);
        }
    }

    /** The pixels that a mean can be of: {@link #UNIT} or {@link #BYTES}. A mean of zeros is the same in both. */
    public static Optional<PixelRange> ofMean(List<Double> mean) {
        if (mean.stream().anyMatch(value -> value > 1)) {
            return Optional.of(BYTES);
        }
        return mean.stream().allMatch(value -> value >= 0) ? Optional.of(UNIT) : Optional.empty();
    }

    /** The pixels that a standard deviation can be of, if one alone is possible: 1 is published for either. */
    public static Optional<PixelRange> ofStd(List<Double> std) {
        if (std.stream().allMatch(value -> value > 1)) {
            return Optional.of(BYTES);
        }
        return std.stream().allMatch(value -> value < 1) ? Optional.of(UNIT) : Optional.empty();
    }

    /** Whether a value lies in the range, its ends included. */
    public boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** The normalization of pixels 0 to 255 that does the same as {@code (ranged - mean) / std}. */
    public Normalization normalization(List<Double> mean, List<Double> std) {
        double width = (high - low) / MAX_PIXEL;
        return new Normalization(
                mean.stream().map(value -> (value - low) / width).toList(),
                std.stream().map(value -> width / value).toList());
    }

    @Override
    public String toString() {
        return shown(low) + " to " + shown(high);
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
