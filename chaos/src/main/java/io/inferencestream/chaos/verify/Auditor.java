package io.inferencestream.chaos.verify;

import io.inferencestream.chaos.feed.Label;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the images and what became of them from beginning to end, committed records only, and judges. To be asked once
 * no transaction is open: what is open counts as not there.
 */
public final class Auditor {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);

    private final String bootstrapServers;
    private final StreamTopics topics;
    private final RecordReader<PredictionEvent> predictions;

    public Auditor(String bootstrapServers, String registryUrl, StreamTopics topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.predictions = RecordReader.of(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registryUrl, "http.read.timeout.ms", PATIENCE_MILLIS)),
                PredictionEvent.class);
    }

    /**
     * Reads and judges.
     *
     * @param mayRepeat whether outcomes may be written again: at least once
     * @param acknowledged records that the broker has acknowledged to the feeder
     */
    public Verdict audit(boolean mayRepeat, long acknowledged) {
        Judge judge = new Judge(mayRepeat);
        read(
                topics.inputs(),
                record -> judge.record(
                        record.partition(),
                        record.offset(),
                        Label.of(record.headers()).orElseThrow(),
                        Fingerprint.ofKey(record.key()),
                        Fingerprint.ofRecord(record.key(), record.value())));
        read(topics.outputs(), record -> judge.outcome(record.topic() + "-" + record.partition(), seen(record)));
        return judge.verdict(acknowledged);
    }

    private SeenOutcome seen(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.predictions())) {
            PredictionEvent event = predictions.read(record.value());
            String claim =
                    Judge.claim(event.getImageId(), event.getTopK().get(0).getClassIndex());
            return new SeenOutcome(
                    event.getInputPartition(),
                    event.getInputOffset(),
                    Optional.empty(),
                    claim,
                    Fingerprint.ofKey(record.key()));
        }
        return new SeenOutcome(
                Integer.parseInt(header(record, HeaderNames.ERROR_PARTITION)),
                Long.parseLong(header(record, HeaderNames.ERROR_OFFSET)),
                Optional.of(header(record, HeaderNames.REJECTION_REASON)),
                "",
                Fingerprint.ofRecord(record.key(), record.value()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void read(List<TopicPartition> partitions, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "max.poll.records", 5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the topics cannot be read to their ends: " + ends);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }
}
