package io.inferencestream.lab.kafka;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a stream's two outputs from now on, and picks out the outcomes of one run. Owned by one thread. */
final class RunOutcomes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicReader topics;
    private final OutcomeReader reader;
    private final String run;
    private final Map<Integer, PredictionEvent> found = new TreeMap<>();

    /** @param run what every image id of the run begins with; a number follows */
    RunOutcomes(Map<String, String> properties, OutcomeReader reader, List<String> outputTopics, String run) {
        this.reader = reader;
        this.run = run;
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", "false");
        settings.put("default.api.timeout.ms", "30000");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        topics = new TopicReader(consumer, outputTopics, Start.END);
        topics.begin();
    }

    /**
     * Waits for so many predictions, in the order of their numbers.
     *
     * @throws StreamException if an image of the run is rejected, or none comes for a minute
     */
    List<PredictionEvent> await(int count) {
        long lastAtNanos = System.nanoTime();
        while (found.size() < count) {
            int before = found.size();
            topics.poll(POLL).forEach(this::take);
            if (found.size() > before) {
                lastAtNanos = System.nanoTime();
            } else if (System.nanoTime() - lastAtNanos > PATIENCE.toNanos()) {
                throw new StreamException("the stream answered for " + found.size() + " of " + count
                        + " images, and for none in the last " + PATIENCE.toSeconds()
                        + " s: does it run, and serve this model?");
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Outcomes of others and what cannot be read are none of this run's. */
    private void take(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record)
                .either(
                        outcome -> outcome.imageId()
                                        .filter(id -> id.startsWith(run))
                                        .isPresent()
                                ? outcome.fold(this::note, RunOutcomes::fail)
                                : found,
                        unreadable -> found);
    }

    private Map<Integer, PredictionEvent> note(Predicted predicted) {
        PredictionEvent event = predicted.event();
        found.put(Integer.parseInt(event.getImageId().substring(run.length())), event);
        return found;
    }

    private static Map<Integer, PredictionEvent> fail(Rejected rejected) {
        throw new StreamException("the stream rejected an image: " + rejected.reason()
                + (rejected.detail().isEmpty() ? "" : ": " + rejected.detail()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
