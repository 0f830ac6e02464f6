package io.inferencestream.kit.health;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets as the broker tells them.
 *
 * @param offsets asks how far the group has got
 * @param probe looks for a record
 */
public record BrokerOffsets(GroupOffsetsReader offsets, BacklogProbe probe) implements CommitWatch.Source {
    @Override
    public Optional<GroupOffsets> read() {
        return offsets.read();
    }

    @Override
    public boolean isRecordBetween(TopicPartition partition, long from, long end) {
        return probe.isRecordBetween(partition, from, end);
    }
}
