package io.inferencestream.stream.kill;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** The topics of one test's stream. */
record TestTopics(String prefix, int partitions) {
    String images() {
        return prefix + "-images";
    }

    String predictions() {
        return prefix + "-predictions";
    }

    String deadLetters() {
        return prefix + "-dead-letters";
    }

    String models() {
        return prefix + "-models";
    }

    /** The partitions on which outcomes come. */
    List<TopicPartition> outputs() {
        return Stream.of(predictions(), deadLetters())
                .flatMap(topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
                .toList();
    }
}
