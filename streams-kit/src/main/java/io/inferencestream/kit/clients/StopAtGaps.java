package io.inferencestream.kit.clients;

import io.inferencestream.kit.lifecycle.UnrecoverableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Stops a stream that is to stop where it has no offset to read on from ({@code auto.offset.reset: none}), and says what is
 * missing. A partition that never held anything is read from its begin.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
final class StopAtGaps {
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;

    StopAtGaps(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** @throws UnrecoverableException unless all of these partitions never held anything */
    void found(InvalidOffsetException invalid) {
        Map<TopicPartition, Long> wanted = invalid instanceof OffsetOutOfRangeException outOfRange
                ? outOfRange.offsetOutOfRangePartitions()
                : Map.of();
        Set<TopicPartition> missing = new HashSet<>(invalid.partitions());
        if (wanted.isEmpty()) {
            missing.removeIf(this::isReadFromItsBegin);
        }
        if (!missing.isEmpty()) {
            throw new UnrecoverableException(
                    describe(missing, wanted)
                            + ". auto.offset.reset is none, so the stream stops. Say where it is to read"
                            + " on with inference-stream reset, or leave auto.offset.reset out to read on from what is"
                            + " there",
                    invalid);
        }
    }

    private boolean isReadFromItsBegin(TopicPartition partition) {
        boolean neverHeldAny =
                consumer.endOffsets(Set.of(partition), LONGEST_QUESTION).getOrDefault(partition, 0L) == 0;
        if (neverHeldAny) {
            consumer.seek(partition, 0);
        }
        return neverHeldAny;
    }

    private String describe(Set<TopicPartition> missing, Map<TopicPartition, Long> wanted) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(missing, LONGEST_QUESTION);
        return missing.stream()
                .map(partition -> describe(partition, wanted.get(partition), begins.getOrDefault(partition, 0L)))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String describe(TopicPartition partition, @Nullable Long wanted, long begin) {
        if (wanted == null) {
            return partition + " has no committed offset";
        }
        String next = partition + " was to be read on at offset " + wanted;
        return begin > wanted
                ? next + " and begins at " + begin + ": " + (begin - wanted)
                        + " offsets were deleted before they were read"
                : next + ", which is beyond its end: it was made anew, or has lost its end";
    }
}
