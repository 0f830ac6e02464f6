package io.inferencestream.gateway.live;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which instance of one stream serves which model, from the models topic, which other streams may share. One thread tells it,
 * any may ask.
 */
public final class ModelBoard {
    /** Instances repeat themselves every half minute; one that is silent for so long is gone. */
    public static final Duration GONE_AFTER = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(ModelBoard.class);

    private final String application;
    private final RecordReader<ModelAnnouncement> reader;
    private final Map<String, ModelAnnouncement> announcements = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param application the stream whose announcements count; those that name none count too
     */
    public ModelBoard(SchemaRegistryClient registry, String application) {
        this.application = application;
        this.reader = RecordReader.of(registry, ModelAnnouncement.class);
    }

    /**
     * Takes note of a record of the models topic.
     *
     * @throws RegistryUnavailableException if its schema cannot be had now; to be told of it again
     */
    public void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            announcements.remove(key);
            return;
        }
        try {
            note(key, reader.read(record.value()));
        } catch (UnreadableRecordException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .setCause(e)
                    .log("An announcement cannot be read and is left out until its next");
        }
    }

    void note(String key, ModelAnnouncement announcement) {
        String whose = announcement.getApplication();
        if (whose.isEmpty() || whose.equals(application)) {
            announcements.put(key, announcement);
        }
    }

    /** What instances that are alive serve, by name, version and instance. */
    public List<ModelAnnouncement> served() {
        long oldest = System.currentTimeMillis() - GONE_AFTER.toMillis();
        return announcements.values().stream()
                .filter(model -> model.getHeartbeatAt().toEpochMilli() >= oldest)
                .sorted(Comparator.comparing(ModelAnnouncement::getName)
                        .thenComparing(ModelAnnouncement::getVersion)
                        .thenComparing(ModelAnnouncement::getInstance))
                .toList();
    }

    /** What instances serve under NAME, or under NAME and VERSION where that is not empty. */
    public List<ModelAnnouncement> served(String name, String version) {
        return served().stream()
                .filter(model -> model.getName().equals(name)
                        && (version.isEmpty() || model.getVersion().equals(version)))
                .toList();
    }
}
