package io.inferencestream.stream.announce;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which models any instance serves, from the compacted models topic: an event for a model that another instance
 * announces is not at fault because this instance lacks it.
 *
 * <p>Thread-safe. Starts one thread, which owns the consumer.
 */
public final class ModelDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelDirectory.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** An instance that has missed so many heartbeats is gone. */
    private static final int HEARTBEATS_MISSED = 4;

    private final String topic;
    private final RecordReader<ModelAnnouncement> reader;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, ModelAnnouncement> announcements = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::follow, "model-directory");

    /** The directory closes the consumer. */
    public ModelDirectory(String topic, RecordReader<ModelAnnouncement> reader, Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.reader = reader;
        this.consumer = consumer;
        thread.setDaemon(true);
    }

    /** Begins to read the topic from its beginning. */
    public void start() {
        thread.start();
    }

    /** Whether an instance that is alive announces a model under this route, NAME or NAME/VERSION. */
    public boolean isAnnounced(String route) {
        long oldest = System.currentTimeMillis()
                - ModelAnnouncer.HEARTBEAT.multipliedBy(HEARTBEATS_MISSED).toMillis();
        return announcements.values().stream()
                .filter(model -> model.getHeartbeatAt().toEpochMilli() >= oldest)
                .anyMatch(model ->
                        route.equals(model.getName()) || route.equals(model.getName() + "/" + model.getVersion()));
    }

    private void follow() {
        try (consumer) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(this::note);
            }
        } catch (WakeupException e) {
            LOG.debug("Closed", e);
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("topic", topic)
                    .setCause(e)
                    .log("Announcements are not followed any more; the stream goes on");
        }
    }

    void note(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            announcements.remove(key);
            return;
        }
        try {
            announcements.put(key, reader.read(record.value()));
        } catch (UnreadableRecordException | RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("An announcement cannot be read and is left out");
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
