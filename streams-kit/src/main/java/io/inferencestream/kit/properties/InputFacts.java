package io.inferencestream.kit.properties;

/**
 * What the stream must know of its input topic before it can be set up.
 *
 * @param partitions at least 1
 * @param largestMessageBytes the topic's {@code max.message.bytes}; at least 1
 */
public record InputFacts(int partitions, int largestMessageBytes) {
    public InputFacts {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
        if (largestMessageBytes < 1) {
            throw new IllegalArgumentException("largestMessageBytes must be at least 1: " + largestMessageBytes);
        }
    }
}
