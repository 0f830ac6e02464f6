package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.follow.Start;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins with outcomes that are not older than an age, and not more of a partition than an index holds; goes on after what
 * the index has already.
 *
 * @param age none older is read
 * @param maxOutcomes not more are read of a partition
 */
public record RecentPast(Duration age, int maxOutcomes, OutcomeIndex index, Clock clock) implements Start {

    @Override
    public void place(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = starts(consumer, partitions);
        starts.forEach(consumer::seek);
        Map<String, Map<Integer, Long>> byTopic = new HashMap<>();
        starts.forEach((partition, offset) -> byTopic.computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                .put(partition.partition(), offset));
        byTopic.forEach(index::begin);
    }

    private Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> since = new HashMap<>();
        partitions.forEach(partition -> since.put(partition, clock.millis() - age.toMillis()));
        Map<TopicPartition, OffsetAndTimestamp> byAge = consumer.offsetsForTimes(since);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            OffsetAndTimestamp recent = byAge.get(partition);
            long start = Math.max(recent == null ? end : recent.offset(), end - maxOutcomes);
            long next = index.nextOf(partition.topic(), partition.partition());
            starts.put(
                    partition,
                    Math.max(beginnings.getOrDefault(partition, 0L), next > 0 && next <= end ? next : start));
        }
        return starts;
    }
}
