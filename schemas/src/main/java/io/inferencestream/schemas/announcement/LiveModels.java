package io.inferencestream.schemas.announcement;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.follow.TopicFollower;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which instances of one stream serve which models now, as the topic of announcements says, which several streams may
 * share. An instance that has been silent for {@link #GONE_AFTER} is gone.
 *
 * <p>One thread tells it of records, any may ask.
 */
/*
 * How old an announcement is must not depend on the clock of the host that sent it. Where the topic is stamped by its
 * broker (message.timestamp.type=LogAppendTime, as `topics create` makes it), its age is the broker's newest stamp, and
 * the time since then by this host's own ticker, less the announcement's stamp. Where producers stamp it, its age is the
 * time since it was received here: an instance that died before is then taken for alive until it has been silent for as
 * long as any other, which costs a wait and no image.
 */
public final class LiveModels implements TopicFollower.Listener {
    /** How often an instance repeats itself. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** An instance that is silent for so long is gone. */
    public static final Duration GONE_AFTER = HEARTBEAT.multipliedBy(4);

    private static final Logger LOG = LoggerFactory.getLogger(LiveModels.class);

    private final String application;
    private final RecordReader<ModelAnnouncement> reader;
    private final LongSupplier nanos;
    private final Map<String, Announced> announced = new ConcurrentHashMap<>();
    private volatile @Nullable Stamp newest;

    /** A stamp of the broker's, and when it was seen here. */
    private record Stamp(long brokerMillis, long seenNanos) {}

    private record Announced(
            ModelAnnouncement announcement,
            long seenNanos,
            @Nullable Stamp stamp) {}

    /**
     * Knows nothing yet.
     *
     * @param application the stream whose announcements count; those that name none count too
     * @param nanos a ticker
     */
    public LiveModels(SchemaRegistryClient registry, String application, LongSupplier nanos) {
        this.application = application;
        this.reader = RecordReader.of(registry, ModelAnnouncement.class);
        this.nanos = nanos;
    }

    /**
     * Takes note of a record of the topic.
     *
     * @throws RegistryUnavailableException if its schema cannot be had now; to be told of it again
     */
    @Override
    public void record(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Stamp stamp = stamp(record);
        if (record.key() == null) {
            LOG.atWarn().addKeyValue("topic", record.topic()).log("An announcement without a key is left out");
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            announced.remove(key);
            return;
        }
        try {
            note(key, reader.read(record.value()), stamp);
        } catch (UnreadableRecordException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("An announcement cannot be read and is left out until its next");
        }
    }

    private @Nullable Stamp stamp(ConsumerRecord<byte[], byte[]> record) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            return null;
        }
        Stamp stamp = new Stamp(record.timestamp(), nanos.getAsLong());
        Stamp before = newest;
        if (before == null || stamp.brokerMillis() > before.brokerMillis()) {
            newest = stamp;
        }
        return stamp;
    }

    private void note(String key, ModelAnnouncement announcement, @Nullable Stamp stamp) {
        String whose = announcement.getApplication();
        if (whose.isEmpty() || whose.equals(application)) {
            announced.put(key, new Announced(announcement, nanos.getAsLong(), stamp));
        }
    }

    /** What instances that are alive serve, by name, version and instance. */
    public List<ModelAnnouncement> served() {
        return announced.values().stream()
                .filter(this::isAlive)
                .map(Announced::announcement)
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

    /** Whether an instance that is alive serves a model under this route, NAME or NAME/VERSION. */
    public boolean isServed(String route) {
        return announced.values().stream()
                .filter(this::isAlive)
                .map(Announced::announcement)
                .anyMatch(model ->
                        route.equals(model.getName()) || route.equals(model.getName() + "/" + model.getVersion()));
    }

    private boolean isAlive(Announced its) {
        Stamp stamp = its.stamp();
        Stamp now = newest;
        long ageNanos = stamp == null || now == null
                ? nanos.getAsLong() - its.seenNanos()
                : nanos.getAsLong()
                        - now.seenNanos()
                        + TimeUnit.MILLISECONDS.toNanos(now.brokerMillis() - stamp.brokerMillis());
        return ageNanos < GONE_AFTER.toNanos();
    }
}
