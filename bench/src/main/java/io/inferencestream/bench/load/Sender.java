package io.inferencestream.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends numbered images to a topic. Not thread-safe. */
public final class Sender implements AutoCloseable {
    private static final int BULK_BATCH_BYTES = 256 << 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ImageValues values;
    private final String topic;
    private final int partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private int next;

    private Sender(KafkaProducer<byte[], byte[]> producer, ImageValues values, String topic, int partitions) {
        this.producer = producer;
        this.values = values;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** A sender that sends each image at once. */
    public static Sender prompt(String bootstrap, ImageValues values, String topic, int partitions) {
        return new Sender(producer(bootstrap, 0, 16 << 10), values, topic, partitions);
    }

    /** A sender for many images, as quick as the broker takes them. */
    public static Sender bulk(String bootstrap, ImageValues values, String topic, int partitions) {
        return new Sender(producer(bootstrap, 20, BULK_BATCH_BYTES), values, topic, partitions);
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap, int lingerMillis, int batchBytes) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrap,
                "linger.ms",
                lingerMillis,
                "batch.size",
                batchBytes,
                "buffer.memory",
                64L << 20,
                "delivery.timeout.ms",
                600_000);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Numbers that have been sent: all below this. */
    public int sent() {
        return next;
    }

    /** Sends so many, as quick as can be, and waits until the broker has them. */
    public void fill(int count) {
        for (int i = 0; i < count; i++) {
            send();
        }
        flush();
    }

    /** A schedule for the images that are next, from now on. */
    public Schedule schedule(double perSecond, Duration duration) {
        return new Schedule(
                next, System.nanoTime(), perSecond, (int) Math.max(1, perSecond * duration.toNanos() / 1e9));
    }

    /** Sends on schedule: an image that is late is sent at once, and counts from the time it should have been sent. */
    public void send(Schedule schedule) {
        while (schedule.covers(next)) {
            long due = schedule.dueNanos(next);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send();
        }
        flush();
    }

    private void send() {
        producer.send(values.record(topic, partitions, next), (metadata, thrown) -> {
            if (thrown != null) {
                failure.set(thrown);
            }
        });
        next++;
    }

    private void flush() {
        producer.flush();
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the broker did not take an image", thrown);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
