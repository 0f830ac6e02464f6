package io.inferencestream.kit.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whether a group gets on with a topic: in every partition, its commits advance or nothing waits. Time in which the broker
 * did not answer does not count.
 *
 * <p>Thread-safe.
 */
final class CommitProgress {
    private final LongSupplier ticker;
    private final Map<TopicPartition, Standing> standing = new HashMap<>();
    private final Map<TopicPartition, GroupOffsets> empty = new HashMap<>();
    private @Nullable GroupOffsets latest;

    /**
     * Where a partition has stood for how long.
     *
     * @param next the offset where the group goes on
     * @param sinceNanos when that was seen first, or when last nothing waited there
     */
    private record Standing(long next, long sinceNanos) {}

    /** @param ticker nanoseconds */
    CommitProgress(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** The broker has told the offsets. */
    synchronized void note(GroupOffsets offsets) {
        long now = ticker.getAsLong();
        latest = offsets;
        for (TopicPartition partition : offsets.partitions()) {
            long next = offsets.next(partition);
            standing.compute(
                    partition,
                    (key, before) -> before == null || before.next() != next || waiting(partition) == 0
                            ? new Standing(next, now)
                            : before);
        }
        standing.keySet().retainAll(offsets.partitions());
    }

    /** The broker has not told the offsets. */
    synchronized void noteUnknown() {
        long now = ticker.getAsLong();
        standing.replaceAll((partition, before) -> new Standing(before.next(), now));
    }

    /** What lies between the group's offset and the end of a partition was found to be no record. */
    synchronized void noteEmpty(TopicPartition partition, GroupOffsets offsets) {
        empty.put(partition, offsets);
    }

    /** Records of these partitions that wait for their commit, as of the last time the broker told. */
    synchronized long waiting(Set<TopicPartition> partitions) {
        return partitions.stream().mapToLong(this::waiting).sum();
    }

    private long waiting(TopicPartition partition) {
        GroupOffsets offsets = latest;
        if (offsets == null) {
            return 0;
        }
        GroupOffsets known = empty.get(partition);
        boolean isKnownEmpty = known != null
                && known.next(partition) == offsets.next(partition)
                && known.lag(partition) == offsets.lag(partition);
        return isKnownEmpty ? 0 : offsets.lag(partition);
    }

    /** Partitions in which records wait and the commits have not advanced for longer than that. */
    synchronized Set<TopicPartition> stalled(Duration patience) {
        Set<TopicPartition> stalled = new HashSet<>();
        standing.forEach((partition, stand) -> {
            if (waiting(partition) > 0 && ticker.getAsLong() - stand.sinceNanos() > patience.toNanos()) {
                stalled.add(partition);
            }
        });
        return stalled;
    }

    /** How long that one of these partitions has stood in which records have waited longest; zero where all get on. */
    synchronized Duration longestStall(Set<TopicPartition> partitions) {
        long now = ticker.getAsLong();
        return Duration.ofNanos(standing.entrySet().stream()
                .filter(entry -> partitions.contains(entry.getKey()) && waiting(entry.getKey()) > 0)
                .mapToLong(entry -> now - entry.getValue().sinceNanos())
                .max()
                .orElse(0));
    }

    /** All partitions of the topic, as of the last time the broker told. */
    synchronized Set<TopicPartition> partitions() {
        return Set.copyOf(standing.keySet());
    }
}
