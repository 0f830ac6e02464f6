package io.inferencestream.stream.resend;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.stream.event.DeadLetter;
import io.inferencestream.stream.event.DeadLetters;
import io.inferencestream.stream.event.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters on a real topic, written as the stream writes them, and what lies on topics. */
public final class TestLetters {
    private final String bootstrap;
    private final String images;
    private final String deadLetters;

    public TestLetters(String bootstrap, String images, String deadLetters) {
        this.bootstrap = bootstrap;
        this.images = images;
        this.deadLetters = deadLetters;
    }

    /** A record that the stream read, with headers of its own. */
    public SourceRecord record(int partition, long offset, long timestampMillis) {
        Headers headers = new RecordHeaders();
        headers.add("camera", ("north-" + offset).getBytes(StandardCharsets.UTF_8));
        headers.add("camera", new byte[] {0, -1});
        return new SourceRecord(
                new RecordId(images, partition, offset),
                ("key-" + offset % 7).getBytes(StandardCharsets.UTF_8),
                ("value-" + partition + "-" + offset).getBytes(StandardCharsets.UTF_8),
                headers,
                timestampMillis);
    }

    /** Writes the dead letters of these records, each to its record's partition. */
    public void write(List<SourceRecord> records, RejectionReason reason, String model) {
        write(records, reason, model, new DeadLetters("test", () -> 1 << 20));
    }

    /** As a topic with a limit on the bytes of a record. */
    public void write(List<SourceRecord> records, RejectionReason reason, String model, DeadLetters writer) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (SourceRecord record : records) {
                DeadLetter letter = writer.write(record, null, model, new Rejection(reason, "for the test"));
                producer.send(new ProducerRecord<>(
                        deadLetters,
                        record.id().partition(),
                        record.timestampMillis(),
                        record.key(),
                        letter.value(),
                        letter.headers()));
            }
        }
    }

    /** The committed records of the images' topic, those of a partition in their order. */
    public List<ConsumerRecord<byte[], byte[]>> images() {
        return committed(images);
    }

    /** The committed records of the dead letters' topic. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return committed(deadLetters);
    }

    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** The letter that a record of the images' topic says it was; empty where it says nothing. */
    public static String from(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(HeaderNames.RESENT_FROM) == null
                ? ""
                : new String(
                        record.headers().lastHeader(HeaderNames.RESENT_FROM).value(), StandardCharsets.UTF_8);
    }
}
