package io.inferencestream.kit.lifecycle;

import io.inferencestream.kit.health.GroupOffsets;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps account of the places at which stream threads die, and tells when the program does not get past one: the same
 * record has felled three threads, or a partition has not advanced for a minute since a thread died in it. How many threads
 * die says nothing: twelve of them may die of one cause, and one that dies of a record may take minutes to come back to it.
 *
 * <p>Thread-safe.
 */
final class Standstills {
    private static final int MAX_DEATHS_OF_ONE_RECORD = 3;

    /** With the time it takes to find out and to end, the program is over within two minutes. */
    private static final Duration MAX_STANDSTILL = Duration.ofMinutes(1);

    /** Whoever asks more seldom was frozen meanwhile, and so was the stream. */
    private static final Duration MAX_BETWEEN_QUESTIONS = Duration.ofSeconds(30);

    private final LongSupplier ticker;
    private final Map<TopicPartition, Standstill> inPartitions = new HashMap<>();
    private Optional<Standstill> elsewhere = Optional.empty();
    private Map<TopicPartition, Long> committed = Map.of();
    private long askedAtNanos;

    /**
     * A place that no commit has passed since a thread died there.
     *
     * @param record what the last one died of; empty where that is not known
     * @param deaths how many died of that very record
     * @param sinceNanos when the first thread died there
     * @param cause the last one
     */
    record Standstill(Optional<RecordPosition> record, int deaths, long sinceNanos, Throwable cause) {
        private Standstill from(long nanos) {
            return new Standstill(record, deaths, nanos, cause);
        }
    }

    /** @param ticker nanoseconds */
    Standstills(LongSupplier ticker) {
        this.ticker = ticker;
        this.askedAtNanos = ticker.getAsLong();
    }

    /**
     * A stream thread has died; the standstill, if that is one too many.
     *
     * @param isCounted whether the number of such deaths says something, and not only the time without progress
     */
    synchronized Optional<Standstill> died(Optional<RecordPosition> record, Throwable cause, boolean isCounted) {
        if (record.isEmpty()) {
            long since = elsewhere.map(Standstill::sinceNanos).orElseGet(ticker::getAsLong);
            elsewhere = Optional.of(new Standstill(record, 1, since, cause));
            return Optional.empty();
        }
        TopicPartition partition = partitionOf(record.get());
        Standstill before = inPartitions.get(partition);
        int earlier = before != null && before.record().equals(record) ? before.deaths() : 0;
        int deaths = isCounted ? earlier + 1 : earlier;
        long since = before == null ? ticker.getAsLong() : before.sinceNanos();
        Standstill standstill = new Standstill(record, deaths, since, cause);
        inPartitions.put(partition, standstill);
        return deaths >= MAX_DEATHS_OF_ONE_RECORD ? Optional.of(standstill) : Optional.empty();
    }

    /** How far the group has got; the standstill, if one lasts too long. */
    synchronized Optional<Standstill> advanced(GroupOffsets offsets) {
        long now = ticker.getAsLong();
        if (now - askedAtNanos > MAX_BETWEEN_QUESTIONS.toNanos()) {
            unknown();
        }
        askedAtNanos = now;
        inPartitions
                .values()
                .removeIf(standstill -> isPassed(standstill.record().orElseThrow(), offsets));
        if (!offsets.committed().equals(committed) || offsets.isNothingWaiting()) {
            committed = offsets.committed();
            elsewhere = Optional.empty();
        }
        return Stream.concat(inPartitions.values().stream(), elsewhere.stream())
                .filter(standstill -> now - standstill.sinceNanos() > MAX_STANDSTILL.toNanos())
                .findFirst();
    }

    private static boolean isPassed(RecordPosition record, GroupOffsets offsets) {
        return offsets.next(partitionOf(record)) > record.offset();
    }

    private static TopicPartition partitionOf(RecordPosition record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Nothing can advance, or nobody tells whether it does: that time does not count. */
    synchronized void unknown() {
        long now = ticker.getAsLong();
        askedAtNanos = now;
        inPartitions.replaceAll((partition, before) -> before.from(now));
        elsewhere = elsewhere.map(before -> before.from(now));
    }
}
