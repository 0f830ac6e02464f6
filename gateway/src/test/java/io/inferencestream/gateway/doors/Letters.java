package io.inferencestream.gateway.doors;

import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.RecordPosition;
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
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters as the stream writes them, and what lies on the topic of images. */
final class Letters {
    static final String IMAGES = "images";
    static final String DEAD = "images-dead-letters";
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration OLD = Duration.ofDays(20);

    private final String bootstrap;

    Letters(LocalBroker broker) {
        this.bootstrap = broker.bootstrapServers();
        broker.createTopic(IMAGES, PARTITIONS);
        broker.createTopic(DEAD, PARTITIONS, Map.of("max.message.bytes", "1200000", "retention.ms", "-1"));
    }

    /**
     * Writes so many. One of three is older than the input topic keeps records, and of one of ten there are two.
     *
     * @return where they lie, without the second ones
     */
    List<RecordPosition> write(int count) throws Exception {
        List<RecordPosition> positions = new ArrayList<>();
        DeadLetters writer = new DeadLetters("test", () -> 1 << 20);
        long now = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                ProducerRecord<byte[], byte[]> letter = letter(writer, i, now - (i % 3 == 0 ? OLD.toMillis() : i));
                long offset = producer.send(letter).get().offset();
                positions.add(new RecordPosition(DEAD, letter.partition(), offset));
                if (i % 10 == 0) {
                    producer.send(letter).get();
                }
            }
        }
        return positions;
    }

    private static ProducerRecord<byte[], byte[]> letter(DeadLetters writer, int i, long timestampMillis) {
        int partition = i % PARTITIONS;
        byte[] key = ("key-" + i % 7).getBytes(StandardCharsets.UTF_8);
        byte[] value = ("value-" + i).getBytes(StandardCharsets.UTF_8);
        SourceRecord source =
                new SourceRecord(new RecordId(IMAGES, partition, i), key, value, new RecordHeaders(), timestampMillis);
        DeadLetter letter =
                writer.write(source, null, "m/1", new Rejection(RejectionReason.MODEL_FAILED, "for the test"));
        return new ProducerRecord<>(DEAD, partition, timestampMillis, key, letter.value(), letter.headers());
    }

    /** The committed records of the topic of images. */
    List<ConsumerRecord<byte[], byte[]>> images() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            TopicReader reader = new TopicReader(consumer, List.of(IMAGES), Start.BEGINNING);
            reader.begin();
            reader.readToEnd(PATIENCE, records::add);
            return records;
        }
    }
}
