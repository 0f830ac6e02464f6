package io.inferencestream.stream.topology;

import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The value of an outgoing record, and where it is to go.
 *
 * @param partition the partition its input record came from
 * @param value the encoded value, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record Emission(int partition, byte @Nullable [] value) {

    /** Writes the value as it is. */
    static Serializer<Emission> serializer() {
        return (topic, emission) -> emission.value();
    }

    /** The input's partition where the output topic has it; the one that Kafka would choose by key where not. */
    static StreamPartitioner<byte[], Emission> samePartition() {
        return (topic, key, emission, partitions) -> emission.partition() < partitions
                ? java.util.Optional.of(java.util.Set.of(emission.partition()))
                : java.util.Optional.empty();
    }
}
