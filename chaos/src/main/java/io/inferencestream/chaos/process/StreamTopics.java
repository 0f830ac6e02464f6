package io.inferencestream.chaos.process;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of one stream.
 *
 * @param prefix their common beginning, and the stream's application name
 * @param partitions of the images, and of either kind of outcome; at least 1
 */
public record StreamTopics(String prefix, int partitions) {
    /** Bytes of the largest record that the topic of predictions takes. */
    public static final int LARGEST_PREDICTION = 100_000;

    public StreamTopics {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
    }

    public String images() {
        return prefix + "-images";
    }

    public String predictions() {
        return prefix + "-predictions";
    }

    public String deadLetters() {
        return prefix + "-dead-letters";
    }

    public String models() {
        return prefix + "-models";
    }

    /** The partitions of the images. */
    public List<TopicPartition> inputs() {
        return partitionsOf(images()).toList();
    }

    /** The partitions on which outcomes come. */
    public List<TopicPartition> outputs() {
        return Stream.of(predictions(), deadLetters())
                .flatMap(this::partitionsOf)
                .toList();
    }

    private Stream<TopicPartition> partitionsOf(String topic) {
        return IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition));
    }
}
