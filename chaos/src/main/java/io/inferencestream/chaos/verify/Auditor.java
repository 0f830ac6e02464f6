package io.inferencestream.chaos.verify;

import io.inferencestream.chaos.feed.Label;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Unreadable;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
    private final OutcomeReader reader;

    public Auditor(String bootstrapServers, String registryUrl, StreamTopics topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.reader = OutcomeReader.of(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registryUrl, "http.read.timeout.ms", PATIENCE_MILLIS)),
                topics.deadLetters());
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
                List.of(topics.images()),
                record -> judge.record(
                        record.partition(),
                        record.offset(),
                        Label.of(record.headers()).orElseThrow(),
                        Fingerprint.ofKey(record.key()),
                        Fingerprint.ofRecord(record.key(), record.value())));
        read(
                List.of(topics.predictions(), topics.deadLetters()),
                record -> reader.read(record)
                        .either(outcome -> Optional.of(seen(outcome, record)), Auditor::refuse)
                        .ifPresent(seen -> judge.outcome(record.topic() + "-" + record.partition(), seen)));
        return judge.verdict(acknowledged);
    }

    private SeenOutcome seen(Outcome outcome, ConsumerRecord<byte[], byte[]> record) {
        RecordPosition origin = outcome.origin();
        if (!origin.topic().equals(topics.images())) {
            throw new IllegalStateException("the outcome at " + outcome.position()
                    + " is of a record of another topic, " + origin + "; the images are on " + topics.images());
        }
        return new SeenOutcome(
                origin.partition(),
                origin.offset(),
                outcome.fold(predicted -> Optional.empty(), rejected -> Optional.of(rejected.reason())),
                outcome.fold(Auditor::claim, rejected -> ""),
                outcome.fold(
                        predicted -> Fingerprint.ofKey(record.key()),
                        rejected -> Fingerprint.ofRecord(record.key(), record.value())));
    }

    private static String claim(Predicted predicted) {
        PredictionEvent event = predicted.event();
        if (event.getTopK().isEmpty()) {
            throw new IllegalStateException(
                    "the prediction at " + predicted.position() + " names no class, of the task " + event.getTask()
                            + "; the streams of a run are of classification");
        }
        return Judge.claim(event.getImageId(), event.getTopK().get(0).getClassIndex());
    }

    private static Optional<SeenOutcome> refuse(Unreadable unreadable) {
        throw new IllegalStateException(
                "a stream wrote at " + unreadable.position() + " what is no outcome: " + unreadable.detail());
    }

    private void read(List<String> names, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "max.poll.records", 5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicReader reading = new TopicReader(consumer, names, Start.BEGINNING);
            reading.begin();
            reading.readToEnd(PATIENCE, each);
        }
    }
}
