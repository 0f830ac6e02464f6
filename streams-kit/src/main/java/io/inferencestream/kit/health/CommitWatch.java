package io.inferencestream.kit.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches whether commits advance where records wait, and says in the program's readiness when they do not: in a partition
 * of its own, or anywhere while it has none.
 *
 * <p>One thread looks, every few seconds; anybody may ask what it saw.
 */
public final class CommitWatch {
    static final String OBSTACLE = "stall";

    private final Source source;
    private final CommitProgress progress;
    private final OwnPartitions own;
    private final Duration patience;
    private final Readiness readiness;
    private final Listener listener;
    private final Map<TopicPartition, Long> seenWaitingAt = new HashMap<>();
    private volatile Set<TopicPartition> ours = Set.of();

    /** Where the truth is: the broker. */
    public interface Source {
        /** How far the group has got; empty where the broker does not tell. */
        Optional<GroupOffsets> read();

        /** Whether a record that can be read lies between these offsets. */
        boolean isRecordBetween(TopicPartition partition, long from, long end);
    }

    /** Told what was seen. */
    public interface Listener {
        /** How far the group has got. */
        void seen(GroupOffsets offsets);

        /** The broker did not tell. */
        void unknown();
    }

    /**
     * @param owned the partitions that this instance has right now
     * @param patience how long records may wait while commits do not advance
     * @param ticker nanoseconds
     */
    public CommitWatch(
            Source source,
            Supplier<Set<TopicPartition>> owned,
            Duration patience,
            Readiness readiness,
            Listener listener,
            LongSupplier ticker) {
        this.source = source;
        this.progress = new CommitProgress(ticker);
        this.own = new OwnPartitions(owned, ticker);
        this.patience = patience;
        this.readiness = readiness;
        this.listener = listener;
    }

    /** Reads once how far the group has got; blocks while the broker is asked. */
    public void observe() {
        ours = own.get();
        Optional<GroupOffsets> offsets = source.read();
        if (offsets.isEmpty()) {
            progress.noteUnknown();
            listener.unknown();
            return;
        }
        progress.note(offsets.get());
        listener.seen(offsets.get());
        progress.stalled(patience).forEach(partition -> probe(partition, offsets.get()));
        report(progress.stalled(patience));
    }

    /** Offsets of the instance's partitions that are not committed. */
    public double lag() {
        return progress.waiting(ours);
    }

    /**
     * For how many seconds records have waited while no commit advanced, in the worst of the instance's partitions; or of
     * all partitions while it has none.
     */
    public double stallSeconds() {
        Set<TopicPartition> watched = ours;
        return progress.longestStall(watched.isEmpty() ? progress.partitions() : watched)
                        .toMillis()
                / 1e3;
    }

    /** What seems to wait may be the remains of transactions. */
    private void probe(TopicPartition partition, GroupOffsets offsets) {
        long next = offsets.next(partition);
        Long seenAt = seenWaitingAt.get(partition);
        if (seenAt != null && seenAt == next) {
            return;
        }
        if (source.isRecordBetween(partition, next, next + offsets.lag(partition))) {
            seenWaitingAt.put(partition, next);
        } else {
            progress.noteEmpty(partition, offsets);
        }
    }

    private void report(Set<TopicPartition> stalled) {
        Set<TopicPartition> watched = ours;
        Set<String> names = stalled.stream()
                .filter(partition -> watched.isEmpty() || watched.contains(partition))
                .map(TopicPartition::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.isEmpty()) {
            readiness.clear(OBSTACLE);
        } else {
            readiness.obstruct(
                    OBSTACLE,
                    "records wait in " + String.join(", ", names) + ", and no commit has advanced there for more than "
                            + patience.toSeconds() + " s");
        }
    }
}
