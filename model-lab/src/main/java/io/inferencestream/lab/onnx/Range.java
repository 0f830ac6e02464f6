package io.inferencestream.lab.onnx;

/**
 * The smallest and the largest number that were seen somewhere in a network.
 *
 * @param low at most {@code high}
 */
public record Range(float low, float high) {
    public Range {
        if (!(low <= high)) {
            throw new IllegalArgumentException("no range: " + low + " to " + high);
        }
    }
}
