package io.inferencestream.deadletters.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads partitions from where a consumer stands at least to given ends. What a poll brings from past an end is handed on
 * with the rest: the consumer stands behind it then, and would not bring it again. Not thread-safe.
 */
public final class RecordStretch {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /** @param patience how long there may be no progress */
    public RecordStretch(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * Reads to the ends, or past them.
     *
     * @param ends by assigned partition: the offset after the last that is wanted
     * @throws TimeoutException if nothing comes although there is more
     */
    public void read(Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long progressed = System.nanoTime();
        long left = left(ends);
        while (left > 0) {
            consumer.poll(POLL).forEach(each);
            long now = System.nanoTime();
            long still = left(ends);
            if (still < left) {
                progressed = now;
            } else if (now - progressed > patience.toNanos()) {
                throw new TimeoutException("no records came within " + patience.toMillis()
                        + " ms although there are more: " + standing(ends));
            }
            left = still;
        }
    }

    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private String standing(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .map(end -> end.getKey() + " at " + consumer.position(end.getKey()) + " of " + end.getValue())
                .collect(Collectors.joining(", "));
    }
}
