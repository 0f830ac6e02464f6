package io.inferencestream.kit.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what a consumer cannot read any more: from the offset that it wants, which is out of its partition's range, to the
 * one from which Kafka Streams has it read on. Gaps within the range, where a transaction ended or a topic was compacted,
 * are no such thing: nobody resets an offset for them.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
/*
 * A consumer with a reset policy resets in silence. So these have none: they throw, and Kafka Streams, which knows the
 * operator's policy, seeks. That is its own way where topics have policies of their own.
 */
final class LostOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(LostOffsets.class);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final ClientEvents events;
    private final Map<TopicPartition, Long> wanted = new HashMap<>();

    LostOffsets(Consumer<byte[], byte[]> consumer, ClientEvents events) {
        this.consumer = consumer;
        this.events = events;
    }

    /**
     * The consumer has no offset to read on from in some partitions. Those that lost their end are read on from where they
     * go another way, as a consumer with a policy does it.
     *
     * @throws InvalidOffsetException with those for which Kafka Streams is to decide
     */
    void found(InvalidOffsetException invalid) {
        if (invalid instanceof LogTruncationException truncated) {
            readOnFrom(truncated);
        } else if (invalid instanceof OffsetOutOfRangeException outOfRange) {
            wanted.putAll(outOfRange.offsetOutOfRangePartitions());
            throw outOfRange;
        } else {
            throw invalid;
        }
    }

    private void readOnFrom(LogTruncationException truncated) {
        Map<TopicPartition, Long> others = new HashMap<>(truncated.offsetOutOfRangePartitions());
        truncated.divergentOffsets().forEach((partition, offset) -> {
            Long before = others.remove(partition);
            warnOfLostEnd(partition, before == null ? offset.offset() : before, offset.offset());
            consumer.seek(partition, new OffsetAndMetadata(offset.offset(), offset.leaderEpoch(), ""));
        });
        if (!others.isEmpty()) {
            wanted.putAll(others);
            throw new OffsetOutOfRangeException(others);
        }
    }

    /**
     * Looks where Kafka Streams has the consumer read on, and tells of what lies between.
     *
     * @return false where that is not known yet: nothing may be read before
     */
    boolean isSettled() {
        Iterator<Map.Entry<TopicPartition, Long>> each = wanted.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<TopicPartition, Long> one = each.next();
            if (consumer.assignment().contains(one.getKey())) {
                try {
                    compare(one.getKey(), one.getValue(), consumer.position(one.getKey(), LONGEST_QUESTION));
                } catch (TimeoutException e) {
                    LOG.debug("Not known yet where to read on", e);
                    return false;
                }
            }
            each.remove();
        }
        return true;
    }

    private void compare(TopicPartition partition, long from, long to) {
        if (to > from) {
            LOG.atError()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .log(
                            "Up to {} images get no outcome, at offsets {} to {}: the first of them was deleted before it was"
                                    + " read. Raise the topic's retention, or add instances",
                            to - from,
                            from,
                            to - 1);
            events.skipped(partition, from, to);
        } else if (to < from) {
            warnOfLostEnd(partition, from, to);
        }
    }

    private static void warnOfLostEnd(TopicPartition partition, long from, long to) {
        LOG.atWarn()
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .log(
                        "Offset {} was to be read next, and the partition does not reach it any more: it lost its end, or"
                                + " was made anew. Reading on from {}",
                        from,
                        to);
    }
}
