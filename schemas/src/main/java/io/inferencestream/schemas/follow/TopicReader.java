package io.inferencestream.schemas.follow;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads every partition of some topics, and belongs to no group. Begins once all of them exist; partitions that are added
 * later are found within ten seconds and the consumer's {@code metadata.max.age.ms}, and are read from their beginning.
 *
 * <p>Not thread-safe: the thread that owns the consumer owns it. Closes nothing. Every method blocks for as long as the
 * consumer's {@code default.api.timeout.ms} at most, and throws what the consumer throws.
 */
public final class TopicReader {
    private static final long DISCOVER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final Start start;
    private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
    private long discoveredAtNanos;

    /** Asks nothing yet. */
    public TopicReader(Consumer<byte[], byte[]> consumer, List<String> topics, Start start) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.start = start;
    }

    /**
     * Begins to read.
     *
     * @throws KafkaException also if one of the topics does not exist
     */
    public void begin() {
        if (!discover()) {
            throw new KafkaException("topics that are to be read do not exist: look for " + topics);
        }
    }

    /**
     * Takes on the partitions that there are.
     *
     * @return whether anything is read: false until all topics exist
     */
    public boolean discover() {
        discoveredAtNanos = System.nanoTime();
        Set<TopicPartition> before = consumer.assignment();
        Set<TopicPartition> fresh = new HashSet<>();
        for (String topic : topics) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions == null || partitions.isEmpty()) {
                return !before.isEmpty();
            }
            partitions.forEach(info -> fresh.add(new TopicPartition(topic, info.partition())));
        }
        fresh.removeAll(before);
        if (!fresh.isEmpty()) {
            takeOn(before, fresh);
        }
        return true;
    }

    private void takeOn(Set<TopicPartition> before, Set<TopicPartition> fresh) {
        Map<TopicPartition, Long> places = new HashMap<>();
        before.forEach(partition -> places.put(partition, consumer.position(partition)));
        Set<TopicPartition> all = new HashSet<>(before);
        all.addAll(fresh);
        consumer.assign(all);
        places.forEach(consumer::seek);
        if (before.isEmpty()) {
            endsAtStart.putAll(consumer.endOffsets(fresh));
            start.place(consumer, fresh);
        } else {
            consumer.seekToBeginning(fresh);
        }
    }

    /** Waits at most so long for records; not before something is read. */
    public ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        if (System.nanoTime() - discoveredAtNanos >= DISCOVER_EVERY_NANOS) {
            discover();
        }
        return consumer.poll(longest);
    }

    /** Whether everything has been read that was there when reading began. */
    public boolean isCaughtUp() {
        endsAtStart.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        return endsAtStart.isEmpty() && !consumer.assignment().isEmpty();
    }

    /** Where the topics end now: of committed records, where the consumer reads those. */
    public Map<TopicPartition, Long> ends() {
        return Map.copyOf(consumer.endOffsets(consumer.assignment()));
    }

    /** Whether everything before those ends has been read. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Hands on what lies before the present end of the topics, in the order of each partition. What is written meanwhile
     * comes with the next reading.
     *
     * @param longestSilence how long the broker may give nothing although there is more
     * @throws TimeoutException if it gives nothing for longer
     */
    public void readToEnd(
            Duration longestSilence, java.util.function.Consumer<? super ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = ends();
        long heardAtNanos = System.nanoTime();
        while (!hasReached(ends)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                heardAtNanos = System.nanoTime();
            } else if (System.nanoTime() - heardAtNanos > longestSilence.toNanos()) {
                throw new TimeoutException("no records came for " + longestSilence.toSeconds() + " s of " + topics
                        + ", which end at " + ends);
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    each.accept(record);
                }
            }
        }
        ends.forEach(this::returnTo);
    }

    /** A poll may have brought more than was handed on. */
    private void returnTo(TopicPartition partition, long end) {
        if (consumer.position(partition) > end) {
            consumer.seek(partition, end);
        }
    }
}
