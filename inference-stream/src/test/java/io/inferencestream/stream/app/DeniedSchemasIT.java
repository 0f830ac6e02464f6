package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry denies schemas to a running stream: for good, for a moment, or only one of its addresses does. */
class DeniedSchemasIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** No registry has given out an id as high. */
    private static final byte[] OF_NO_SCHEMA = {0, 0x3f, 0x3f, 0x3f, 0x3f, 1, 2, 3};

    private static final String PATH_OF_NO_SCHEMA = "/schemas/ids/" + 0x3f3f3f3f;

    private final LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final DevelopmentRegistry registry =
            DevelopmentRegistry.start(RegistryOptions.defaults().refusal(path -> refused.getOrDefault(path, 0)));
    private final Queue<Outcome> emitted = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void createTopics() {
        SmallStream.createTopics(broker);
    }

    @AfterEach
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void rejectsTheRecordOfASchemaThatTheRegistryRefusesToGiveOutAndGoesOn() throws Exception {
        refused.put(PATH_OF_NO_SCHEMA, 403);
        try (StreamApp app = StreamApp.start(settings(registry.url().toString()), emitted::add)) {
            List<byte[]> records = new ArrayList<>(images(10));
            records.add(5, OF_NO_SCHEMA);
            send(records);

            await().atMost(PATIENCE).until(() -> emitted.size() >= 11);
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
        }
        assertThat(rejections())
                .singleElement()
                .satisfies(rejection ->
                        assertThat(rejection.detail()).contains("403").contains(PATH_OF_NO_SCHEMA));
    }

    @Test
    void rejectsNoImageOfASchemaThatTheRegistryDoesNotKnowForThreeSeconds() throws Exception {
        List<byte[]> images = images(50);
        Set<String> ids = Set.of(schemaPath(images.get(0)));
        ids.forEach(path -> refused.put(path, 40403));
        try (StreamApp app = StreamApp.start(settings(registry.url().toString()), emitted::add)) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
            send(images);
            await().atMost(PATIENCE).until(() -> !app.readiness().isReady());
            assertThat(app.readiness().obstacles().toString()).contains("images-");

            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            refused.clear();

            await().atMost(PATIENCE).until(() -> emitted.size() >= 50);
        }
        assertThat(rejections()).isEmpty();
    }

    @Test
    void believesNoAddressThatLacksTheNewestSchemaWhileTheOtherIsDown() throws Exception {
        List<byte[]> images = images(50);
        try (DevelopmentRegistry follower = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            String both = registry.url() + "," + follower.url();
            try (StreamApp app = StreamApp.start(settings(both), emitted::add)) {
                await().atMost(PATIENCE).until(() -> app.readiness().isReady());
                refused.put(schemaPath(images.get(0)), 503);
                send(images);
                await().atMost(PATIENCE).until(() -> !app.readiness().isReady());

                await().pollDelay(SchemaRegistryClient.CATCH_UP.plusSeconds(2)).until(() -> true);
                assertThat(emitted).isEmpty();
                refused.clear();

                await().atMost(PATIENCE).until(() -> emitted.size() >= 50);
            }
        }
        assertThat(rejections()).isEmpty();
    }

    private List<Rejection> rejections() {
        List<Rejection> rejections = new ArrayList<>();
        emitted.forEach(outcome -> outcome.fold(prediction -> true, rejections::add));
        return rejections;
    }

    private StreamSettings settings(String urls) throws Exception {
        String text = SmallStream.settings(folder, broker, registry, Map.of())
                .replace("input: {format: bytes}", "input: {format: avro}")
                .replace(registry.url().toString(), urls);
        return StreamSettings.parse(text, Map.of());
    }

    /** Image events, whose schema is registered by now. */
    private List<byte[]> images(int count) {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                Map.of(),
                "images");
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(writer.write(ImageEvent.newBuilder()
                    .setId("image-" + i)
                    .setSource("camera")
                    .setCapturedAt(Instant.now())
                    .setImage(ByteBuffer.wrap(Pngs.gray(i)))
                    .build()));
        }
        return images;
    }

    private static String schemaPath(byte[] payload) {
        return "/schemas/ids/" + ByteBuffer.wrap(payload).getInt(1);
    }

    private void send(List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>("images", value)));
        }
    }
}
