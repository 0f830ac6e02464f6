package io.inferencestream.kit.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that this instance has, or has had a moment ago: where a stream thread dies again and again, its
 * partitions have no owner in between.
 *
 * <p>Not thread-safe.
 */
final class OwnPartitions {
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Supplier<Set<TopicPartition>> owned;
    private final LongSupplier ticker;
    private final Map<TopicPartition, Long> seenAtNanos = new HashMap<>();

    /** @param owned what the instance has right now */
    OwnPartitions(Supplier<Set<TopicPartition>> owned, LongSupplier ticker) {
        this.owned = owned;
        this.ticker = ticker;
    }

    Set<TopicPartition> get() {
        long now = ticker.getAsLong();
        owned.get().forEach(partition -> seenAtNanos.put(partition, now));
        seenAtNanos.values().removeIf(seen -> now - seen > MOMENT.toNanos());
        return Set.copyOf(seenAtNanos.keySet());
    }
}
