package io.inferencestream.kit.provision;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator asks of the topics beyond what the stream needs; what is left open is the broker's default.
 *
 * @param partitions partitions of the topic of images, and so of predictions and dead letters; at least 1 where given
 * @param replicas replicas of a new topic; at least 1 where given
 * @param retention how long images, predictions and dead letters are kept; above zero where given
 * @param largestMessageBytes largest message of the topic of images; at least 1 where given
 */
public record TopicWishes(
        OptionalInt partitions, OptionalInt replicas, Optional<Duration> retention, OptionalInt largestMessageBytes) {
    /** Partitions of a new topic of images of which nothing is said. */
    public static final int USUAL_PARTITIONS = 6;

    public TopicWishes {
        if (partitions.isPresent() && partitions.getAsInt() < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions.getAsInt());
        }
        if (replicas.isPresent() && replicas.getAsInt() < 1) {
            throw new IllegalArgumentException("replicas must be at least 1: " + replicas.getAsInt());
        }
        if (retention.isPresent() && retention.get().toMillis() < 1) {
            throw new IllegalArgumentException("retention must be at least 1 ms: " + retention.get());
        }
        if (largestMessageBytes.isPresent() && largestMessageBytes.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "largestMessageBytes must be at least 1: " + largestMessageBytes.getAsInt());
        }
    }
}
