package io.inferencestream.stream.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.avro.RecordWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on the compacted models topic which models this instance serves: once they are warm, every half minute while it
 * runs, and with a tombstone when it ends.
 *
 * <p>Starts one thread. A broker that does not answer delays an announcement, never the stream.
 */
public final class ModelAnnouncer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelAnnouncer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final String topic;
    private final String application;
    private final String instance;
    private final List<LoadedModel> models;
    private final RecordWriter<ModelAnnouncement> writer;
    private final Producer<byte[], byte[]> producer;
    private final Instant loadedAt = Instant.now();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "model-announcer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The announcer closes the producer.
     *
     * @param application the stream that this instance belongs to
     */
    public ModelAnnouncer(
            String topic,
            String application,
            String instance,
            List<LoadedModel> models,
            RecordWriter<ModelAnnouncement> writer,
            Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.application = application;
        this.instance = instance;
        this.models = List.copyOf(models);
        this.writer = writer;
        this.producer = producer;
    }

    /** Announces now, and every {@link LiveModels#HEARTBEAT} from now on. */
    public void start() {
        heart.scheduleWithFixedDelay(this::announce, 0, LiveModels.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void announce() {
        for (LoadedModel model : models) {
            try {
                send(model, writer.write(announcement(model)));
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("model", model.card().id())
                        .setCause(e)
                        .log("Could not announce a model; the stream goes on");
            }
        }
    }

    private void send(LoadedModel model, byte[] value) {
        producer.send(new ProducerRecord<>(topic, key(model), value), (metadata, failure) -> {
            if (failure != null) {
                LOG.atWarn().addKeyValue("topic", topic).setCause(failure).log("Could not announce a model");
            }
        });
    }

    private byte[] key(LoadedModel model) {
        return (model.card().id() + "@" + application + "/" + instance).getBytes(StandardCharsets.UTF_8);
    }

    private ModelAnnouncement announcement(LoadedModel model) {
        ModelCard card = model.card();
        return new ModelAnnouncement(
                card.id().name(),
                card.id().version(),
                card.checksum(),
                application,
                instance,
                model.engine(),
                model.device(),
                model.predictors(),
                card.labels(),
                card.answers().task().word(),
                card.input().width(),
                card.input().height(),
                card.input().channels(),
                json(card),
                loadedAt,
                Instant.now());
    }

    private static String json(ModelCard card) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels", card.labels());
        fields.put("resize", card.resize().mode().name());
        if (card.answers() instanceof ClassesSpec classes) {
            fields.put("topK", classes.topK());
        }
        fields.put("provenance", card.provenance());
        fields.put("accuracy", card.accuracy());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model card is plain text and numbers", e);
        }
    }

    /**
     * Takes the announcements back, as far as the broker answers within a moment. Blocks no longer than that, however many
     * models there are: a producer that knows no broker blocks in every send.
     */
    @Override
    public void close() {
        heart.execute(this::takeBack);
        heart.shutdown();
        try {
            if (!heart.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("topic", topic)
                        .log("No broker takes the announcements back: they are believed until they are too old");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            heart.shutdownNow();
            producer.close(Duration.ZERO);
        }
    }

    private void takeBack() {
        try {
            models.forEach(model -> producer.send(new ProducerRecord<>(topic, key(model), null)));
            producer.flush();
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("Announcements were not taken back");
        }
    }
}
