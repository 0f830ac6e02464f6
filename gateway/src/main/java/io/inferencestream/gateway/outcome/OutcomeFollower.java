package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads predictions and dead letters into the index: at start the recent ones, then every one as it comes. Partitions that
 * are added, and topics that come later, are found within ten seconds; an outage of broker or registry is waited out.
 *
 * <p>Starts one thread, which owns the consumer.
 */
public final class OutcomeFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 500;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final List<String> topics;
    private final Duration age;
    private final int mostOutcomes;
    private final OutcomeReader reader;
    private final OutcomeIndex index;
    private final OutcomeListener listener;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Thread thread = new Thread(this::run, "outcome-follower");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<TopicPartition, Long> toCatchUp = new HashMap<>();
    private volatile boolean isCaughtUp;
    private volatile long readAtNanos = System.nanoTime();
    private boolean isPlaced;

    /**
     * @param topics of predictions and dead letters
     * @param age none older is read at start
     * @param mostOutcomes not more are read at start
     */
    public OutcomeFollower(
            List<String> topics,
            Duration age,
            int mostOutcomes,
            OutcomeReader reader,
            OutcomeIndex index,
            OutcomeListener listener,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topics = List.copyOf(topics);
        this.age = age;
        this.mostOutcomes = mostOutcomes;
        this.reader = reader;
        this.index = index;
        this.listener = listener;
        this.consumers = consumers;
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Whether what was there at start has been read: from then on, no outcome of a request can be missed. */
    public boolean isCaughtUp() {
        return isCaughtUp;
    }

    /** How long ago the broker was last heard of. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - readAtNanos);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("Closed", e);
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("Outcomes cannot be read now; trying again");
                isCaughtUp = false;
                isPlaced = false;
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;
        while (closing.getCount() > 0) {
            boolean isTime = System.nanoTime() - lookedAt >= (isPlaced ? LOOK_EVERY_NANOS : PAUSE_MILLIS * 1_000_000);
            if (isTime) {
                takeOnNewPartitions(consumer);
                lookedAt = System.nanoTime();
            }
            if (consumer.assignment().isEmpty()) {
                pause();
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            checkCaughtUp(consumer);
        }
    }

    /** Takes on partitions that are new: the first time at the recent past, later at their beginning. */
    private void takeOnNewPartitions(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> found = new HashSet<>();
        boolean isComplete = true;
        for (String topic : topics) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, POLL.multipliedBy(8));
            isComplete &= partitions != null && !partitions.isEmpty();
            if (partitions != null) {
                partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
            }
        }
        readAtNanos = System.nanoTime();
        Set<TopicPartition> before = consumer.assignment();
        if (!isComplete || before.containsAll(found)) {
            return;
        }
        Map<TopicPartition, Long> places = new HashMap<>();
        before.forEach(partition -> places.put(partition, consumer.position(partition)));
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(before);
        consumer.assign(found);
        places.forEach(consumer::seek);
        place(consumer, fresh);
    }

    private void place(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> fresh) {
        if (isPlaced) {
            consumer.seekToBeginning(fresh);
            return;
        }
        Map<TopicPartition, Long> starts = starts(consumer, fresh);
        starts.forEach(consumer::seek);
        for (String topic : topics) {
            Map<Integer, Long> offsets = new HashMap<>();
            starts.forEach((partition, offset) -> {
                if (partition.topic().equals(topic)) {
                    offsets.put(partition.partition(), offset);
                }
            });
            index.begin(topic, offsets);
        }
        toCatchUp.clear();
        toCatchUp.putAll(consumer.endOffsets(fresh));
        isPlaced = true;
    }

    /** Not older than the age, not more than the index holds, and after what the index has already. */
    private Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> since = new HashMap<>();
        long oldest = System.currentTimeMillis() - age.toMillis();
        partitions.forEach(partition -> since.put(partition, oldest));
        Map<TopicPartition, OffsetAndTimestamp> byAge = consumer.offsetsForTimes(since);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<String, Cursor> seen = index.seen();
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            OffsetAndTimestamp recent = byAge.get(partition);
            long start = Math.max(recent == null ? end : recent.offset(), end - mostOutcomes);
            Cursor cursor = seen.get(partition.topic());
            long next = cursor == null ? 0 : cursor.offsets().getOrDefault(partition.partition(), 0L);
            starts.put(
                    partition,
                    Math.max(beginnings.getOrDefault(partition, 0L), next > 0 && next <= end ? next : start));
        }
        return starts;
    }

    private void checkCaughtUp(Consumer<byte[], byte[]> consumer) {
        if (isCaughtUp) {
            return;
        }
        toCatchUp.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (isPlaced && toCatchUp.isEmpty()) {
            isCaughtUp = true;
            LOG.atInfo().addKeyValue("outcomes", index.size()).log("Recent outcomes are read; following new ones");
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        readAtNanos = System.nanoTime();
        while (closing.getCount() > 0) {
            try {
                Optional<Outcome> outcome = reader.read(record);
                outcome.ifPresent(one -> listener.seen(index.add(one)));
                return;
            } catch (RegistryUnavailableException e) {
                LOG.atWarn().setCause(e).log("A prediction waits for the schema registry");
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
