package io.inferencestream.lab.kafka;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.AvroDeserializer;
import io.inferencestream.schemas.header.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a stream's two outputs from now on, and picks out the outcomes of one run. Owned by one thread. */
final class OutcomeReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final AvroDeserializer<PredictionEvent> reader;
    private final String deadLetters;
    private final String run;
    private final Map<Integer, PredictionEvent> found = new TreeMap<>();

    /** @param run what every image id of the run begins with; a number follows */
    OutcomeReader(
            Map<String, String> properties,
            AvroDeserializer<PredictionEvent> reader,
            String predictions,
            String deadLetters,
            String run) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.run = run;
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("default.api.timeout.ms", "30000");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(predictions, deadLetters)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Waits for so many predictions, in the order of their numbers.
     *
     * @throws StreamException if a picture of the run is rejected, or none comes for a minute
     */
    List<PredictionEvent> await(int count) {
        long lastAtNanos = System.nanoTime();
        while (found.size() < count) {
            int before = found.size();
            consumer.poll(POLL).forEach(this::take);
            if (found.size() > before) {
                lastAtNanos = System.nanoTime();
            } else if (System.nanoTime() - lastAtNanos > PATIENCE.toNanos()) {
                throw new StreamException("the stream answered for " + found.size() + " of " + count
                        + " pictures, and for none in the last " + PATIENCE.toSeconds()
                        + " s: does it run, and serve this model?");
            }
        }
        return new ArrayList<>(found.values());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(deadLetters)) {
            requireForeign(record);
            return;
        }
        PredictionEvent event = reader.deserialize(record.topic(), record.value());
        if (event != null && event.getImageId().startsWith(run)) {
            found.put(Integer.parseInt(event.getImageId().substring(run.length())), event);
        }
    }

    /** A dead letter is the image event as it was sent, with the id in it. */
    private void requireForeign(ConsumerRecord<byte[], byte[]> record) {
        String value = record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1);
        if (value.contains(run)) {
            Header reason = record.headers().lastHeader(HeaderNames.REJECTION_REASON);
            throw new StreamException("the stream rejected a picture: "
                    + (reason == null ? "no reason given" : new String(reason.value(), StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
