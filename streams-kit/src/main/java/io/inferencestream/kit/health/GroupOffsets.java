package io.inferencestream.kit.health;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has got with a topic, as the broker knows it: every partition of it, whoever has it and whether anybody
 * does.
 *
 * @param committed where the group goes on in each partition; a partition of which nothing was committed is missing
 * @param starts the first offset that is still there
 * @param ends behind the last offset that a reader of committed records may read
 */
public record GroupOffsets(
        Map<TopicPartition, Long> committed, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    public GroupOffsets {
        committed = Map.copyOf(committed);
        starts = Map.copyOf(starts);
        ends = Map.copyOf(ends);
    }

    public Set<TopicPartition> partitions() {
        return ends.keySet();
    }

    /** Where the group goes on, or would: at what it committed, or at the first record that is left. */
    public long next(TopicPartition partition) {
        long start = starts.getOrDefault(partition, 0L);
        return Math.max(start, committed.getOrDefault(partition, start));
    }

    /** Offsets between where the group goes on and the end; transaction markers and aborted records among them. */
    public long lag(TopicPartition partition) {
        return Math.max(0, ends.getOrDefault(partition, 0L) - next(partition));
    }

    /** Whether the group is at the end of every partition. */
    public boolean isNothingWaiting() {
        return partitions().stream().allMatch(partition -> lag(partition) == 0);
    }
}
