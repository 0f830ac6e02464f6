package io.inferencestream.kit.provision;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operator asks of the topics beyond what the stream needs; what is left open is the broker's default.
 *
 * @param partitions partitions of a new topic of images, and so of predictions and dead letters; at least 1
 * @param replicas replicas of a new topic; at least 1 where given
 * @param retention how long images, predictions and dead letters are kept; above zero where given
 * @param largestMessageBytes largest message of the topic of images; at least 1 where given
 */
public record TopicWishes(
        int partitions, OptionalInt replicas, Optional<Duration> retention, OptionalInt largestMessageBytes) {
    public TopicWishes {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
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
