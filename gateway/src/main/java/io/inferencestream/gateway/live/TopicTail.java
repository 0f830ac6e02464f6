package io.inferencestream.gateway.live;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on every record of a topic, from its beginning or from now on; waits out outages and a topic that is not there yet.
 *
 * <p>Starts one thread, which owns the consumer and calls the reader.
 */
public final class TopicTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long CLOSE_PATIENCE_MILLIS = 3_000;

    private final String topic;
    private final boolean isFromBeginning;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param reader told of every record; must not throw */
    public TopicTail(
            String topic,
            boolean isFromBeginning,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader,
            Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.isFromBeginning = isFromBeginning;
        this.reader = reader;
        this.consumers = consumers;
        this.thread = new Thread(this::run, "tail-" + topic);
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (KafkaException e) {
                LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("A topic cannot be read now; trying again");
                pause();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;
        while (closing.getCount() > 0) {
            if (consumer.assignment().isEmpty() || System.nanoTime() - lookedAt >= LOOK_EVERY_NANOS) {
                takeOnNewPartitions(consumer);
                lookedAt = System.nanoTime();
            }
            if (consumer.assignment().isEmpty()) {
                pause();
            } else {
                consumer.poll(POLL).forEach(reader);
            }
        }
    }

    private void takeOnNewPartitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, POLL.multipliedBy(4));
        Set<TopicPartition> found = new HashSet<>();
        if (partitions != null) {
            partitions.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
        }
        Set<TopicPartition> fresh = new HashSet<>(found);
        fresh.removeAll(consumer.assignment());
        if (fresh.isEmpty()) {
            return;
        }
        found.addAll(consumer.assignment());
        consumer.assign(found);
        if (isFromBeginning) {
            consumer.seekToBeginning(fresh);
        } else {
            consumer.seekToEnd(fresh);
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
            thread.join(CLOSE_PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
