package io.inferencestream.lab.network;

import java.util.List;

/**
 * One array of a network's weights.
 *
 * @param name unique in the network, without slashes: {@code conv1.kernel}
 * @param dimensions row-major; a convolution's kernel is rows, columns, channels in, channels out; a dense one in, out
 * @param start what it holds before training
 * @param trained whether training follows its gradient; running statistics are not
 */
public record WeightSpec(String name, List<Integer> dimensions, Start start, boolean trained) {
    public WeightSpec {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("dimensions must be at least 1: " + dimensions);
        }
    }

    /** How many numbers. */
    public int size() {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }

    /** How many numbers of the input each number of the output sums up: all dimensions but the last. */
    public int fanIn() {
        return size() / dimensions.get(dimensions.size() - 1);
    }

    /** What an array holds before training. */
    public enum Start {
        ZEROS,
        ONES,
        /** Normal with variance 2 / fan-in, cut off at two standard deviations (He et al., 2015). */
        HE_NORMAL
    }
}
