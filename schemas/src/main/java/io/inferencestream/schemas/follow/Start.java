package io.inferencestream.schemas.follow;

import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where the partitions are read from that are there when reading begins. */
@FunctionalInterface
public interface Start {
    /** From the first record that is kept. */
    Start BEGINNING = Consumer::seekToBeginning;

    /** From now on: what is written after the call is read. */
    Start END = (consumer, partitions) -> consumer.endOffsets(partitions).forEach(consumer::seek);

    /** Seeks in these partitions, which are assigned to the consumer. */
    void place(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions);
}
