package io.inferencestream.chaos.feed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends specimens to the images' topic, in turn to its partitions, and knows which the broker has acknowledged. Waits as
 * long as the broker is away.
 *
 * <p>One thread sends; the counts may be asked for on any.
 */
public final class Feeder implements AutoCloseable {
    /** Longer than all outages of a plan on a slow machine: that the feeder gives up would prove nothing. */
    private static final int PATIENCE_MILLIS = 900_000;

    private static final Long NO_TIMESTAMP = -1L;

    private static final Map<String, Object> PROPERTIES = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            true,
            "delivery.timeout.ms",
            PATIENCE_MILLIS,
            "max.block.ms",
            PATIENCE_MILLIS);

    private final KafkaProducer<byte[], byte[]> producer;
    private final EventWriter events;
    private final String topic;
    private final int partitions;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    public Feeder(String bootstrapServers, EventWriter events, String topic, int partitions) {
        Map<String, Object> properties = new java.util.HashMap<>(PROPERTIES);
        properties.put("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.events = events;
        this.topic = topic;
        this.partitions = partitions;
    }

    /** Hands one over to the producer. */
    public void send(Specimen specimen) {
        Label label = new Label(sent, specimen);
        int partition = (int) (sent % partitions);
        byte[] key = ("camera-" + partition).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = label.specimen() == Specimen.WITHOUT_TIME
                ? withoutTime(partition, key, events.write(label))
                : new ProducerRecord<>(topic, partition, key, events.write(label));
        label.writeTo(record.headers());
        sent++;
        producer.send(record, (metadata, exception) -> {
            if (exception == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /** As other clients write it: Kafka's own producer refuses to be told so, and yet writes it. */
    private ProducerRecord<byte[], byte[]> withoutTime(int partition, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic, partition, key, value) {
            @Override
            public Long timestamp() {
                return NO_TIMESTAMP;
            }
        };
    }

    /** Sends them all, and waits until they are acknowledged. */
    public void sendAll(List<Specimen> specimens) {
        specimens.forEach(this::send);
        flush();
    }

    /**
     * Waits until everything is acknowledged.
     *
     * @throws IllegalStateException if the broker did not take a record
     */
    public void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the feeder's own producer failed", failed);
        }
    }

    /** Records that the broker has acknowledged. */
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
