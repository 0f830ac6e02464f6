package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.predict.FakeEngine;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A whole stream with a real broker and registry: what it does when one of them is not there. */
final class StreamAppIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger REFUSAL = new AtomicInteger();

    /** How the registry answers its next callers, one each, before {@link #REFUSAL} counts. */
    private static final Queue<Integer> NEXT_REFUSALS = new ConcurrentLinkedQueue<>();

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;

    @TempDir
    private Path folder;

    private final Queue<Outcome> emitted = new ConcurrentLinkedQueue<>();
    private String name = "";

    @BeforeAll
    static void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults().refusal(path -> refusal()));
    }

    private static int refusal() {
        Integer next = NEXT_REFUSALS.poll();
        return next == null ? REFUSAL.get() : next;
    }

    @AfterAll
    static void stopCluster() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void makeModelAndTopics(TestInfo test) throws IOException {
        name = test.getTestMethod().orElseThrow().getName();
        Path version = Files.createDirectories(
                folder.resolve("models").resolve(FakeEngine.STEADY).resolve("1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n");
        broker.createTopic(name + "-images", 1);
        broker.createTopic(name + "-predictions", 1);
        broker.createTopic(name + "-dead", 1, Map.of("max.message.bytes", "1200000"));
        broker.createTopic(name + "-models", 1, Map.of("cleanup.policy", "compact"));
    }

    @Test
    void pausesWhileTheRegistryIsDownAndRejectsNothing() throws Exception {
        try (StreamApp app = StreamApp.start(settings(), emitted::add)) {
            send(10, ImageEvent.getClassSchema());
            await().atMost(PATIENCE).until(() -> emitted.size() == 10);
            Schema unseen = withAnotherField(ImageEvent.getClassSchema());
            byte[] ofUnseenSchema = written(unseen);

            REFUSAL.set(503);
            send(List.of(ofUnseenSchema));
            await().atMost(PATIENCE).until(() -> !app.readiness().isReady());
            assertThat(app.readiness().obstacles().toString()).contains("registry");
            assertThat(emitted).hasSize(10);

            REFUSAL.set(0);
            await().atMost(PATIENCE)
                    .until(() -> app.readiness().isReady()
                            && committed("-predictions").size() == 11);
            assertThat(committed("-dead")).isEmpty();
        } finally {
            REFUSAL.set(0);
        }
    }

    @Test
    void commitsAsSoonAsAllIsAnsweredAndWaitsForNoInterval() throws Exception {
        String patient = "kafka: {bootstrap.servers: '" + broker.bootstrapServers() + "', commit.interval.ms: 9000}";
        try (StreamApp app = StreamApp.start(settings(patient), emitted::add)) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
            for (int i = 1; i <= 4; i++) {
                send(1, ImageEvent.getClassSchema());
                int images = i;
                await().atMost(Duration.ofSeconds(4))
                        .until(() -> committed("-predictions").size() == images);
            }
        }
    }

    @Test
    void losesAndDoublesNothingWhereTheBrokerGoesAwayInFlight() throws Exception {
        try (StreamApp app = StreamApp.start(settings(), emitted::add)) {
            send(2_000, ImageEvent.getClassSchema());
            await().atMost(PATIENCE).until(() -> emitted.size() > 200);

            broker.stop();
            await().pollDelay(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> true);
            broker.restart();

            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> committed("-predictions").size() >= 2_000);
            List<Long> offsets = committed("-predictions");
            assertThat(new HashSet<>(offsets)).hasSize(2_000);
            assertThat(offsets).hasSize(2_000).isSorted();
            assertThat(committed("-dead")).isEmpty();
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
        }
    }

    @Test
    void startsAlthoughTheRegistryIsSlowToTakeTheFirstSchema() throws Exception {
        NEXT_REFUSALS.addAll(List.of(0, 503, 503));

        try (StreamApp app = StreamApp.start(settings(), emitted::add)) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
        }

        assertThat(NEXT_REFUSALS).isEmpty();
    }

    @Test
    void endsOnceThoughTwoEndItAtATime() throws Exception {
        StreamApp app = StreamApp.start(settings(), emitted::add);
        await().atMost(PATIENCE).until(() -> app.readiness().isReady());

        CompletableFuture<Void> first = CompletableFuture.runAsync(app::close);
        CompletableFuture<Void> second = CompletableFuture.runAsync(app::close);

        assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(PATIENCE);
        assertThat(app.awaitEnd()).isEqualTo(ExitReason.STOPPED);
    }

    @Test
    void saysWhichBrokerIsDead() {
        assertThatThrownBy(() -> StreamApp.start(
                        settings("kafka: {bootstrap.servers: '127.0.0.1:1'}", "startup: {maxWait: 1s}"), emitted::add))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("Start the broker");
    }

    @Test
    void saysWhichRegistryIsDead() {
        assertThatThrownBy(() -> StreamApp.start(
                        settings("registry: {schema.registry.url: 'http://127.0.0.1:1'}", "startup: {maxWait: 1s}"),
                        emitted::add))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("http://127.0.0.1:1")
                .hasMessageContaining("Start it");
    }

    @Test
    void saysWhichTopicIsMissing() {
        assertThatThrownBy(() -> StreamApp.start(settings("input: {topic: nowhere}"), emitted::add))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("inference-stream topics create");
    }

    @Test
    void saysWhichModelIsMissing() {
        assertThatThrownBy(() -> StreamApp.start(
                        settings("models: {repository: '" + folder.resolve("models") + "', serve: [horses]}"),
                        emitted::add))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("horses")
                .hasMessageContaining(FakeEngine.STEADY);
    }

    /** Later lines win over the standard ones of the same section. */
    private StreamSettings settings(String... others) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String line : List.of(
                "application: " + name,
                "input: {topic: " + name + "-images}",
                "output: {predictions: " + name + "-predictions, deadLetters: " + name + "-dead, models: " + name
                        + "-models}",
                "models: {repository: '" + folder.resolve("models") + "', engine: fake}",
                "stateDirectory: '" + folder.resolve("state") + "'",
                "registry: {schema.registry.url: '" + registry.url() + "'}",
                "kafka: {bootstrap.servers: '" + broker.bootstrapServers() + "'}")) {
            sections.put(line.substring(0, line.indexOf(':')), line);
        }
        for (String line : others) {
            sections.put(line.substring(0, line.indexOf(':')), line);
        }
        return StreamSettings.parse(String.join("\n", sections.values()), Map.of());
    }

    private void send(int count, Schema schema) {
        byte[] value = written(schema);
        send(Collections.nCopies(count, value));
    }

    private void send(List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(name + "-images", value)));
        }
    }

    /** An image event as a producer with that schema writes it, registered by now. */
    private byte[] written(Schema schema) {
        GenericData.Record event = new GenericData.Record(schema);
        event.put("id", "image");
        event.put("source", "camera");
        event.put("capturedAt", Instant.now().toEpochMilli());
        event.put("image", ByteBuffer.wrap(Pngs.gray(0)));
        event.put("attributes", Map.of());
        if (schema.getField("weather") != null) {
            event.put("weather", "fair");
        }
        RecordWriter<IndexedRecord> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                Map.of(),
                name + "-images");
        return writer.write(event);
    }

    private static Schema withAnotherField(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("weather", Schema.create(Schema.Type.STRING), "What it was like.", "unknown"));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    /** Input offsets of the committed outcomes on a topic, in the topic's order. */
    private List<Long> committed(String topic) {
        RecordReader<PredictionEvent> reader = predictionReader();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(name + topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<Long> offsets = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    offsets.add(reader.read(record.value()).getInputOffset());
                }
            }
            return offsets;
        }
    }

    private static RecordReader<PredictionEvent> predictionReader() {
        return RecordReader.of(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                PredictionEvent.class);
    }
}
