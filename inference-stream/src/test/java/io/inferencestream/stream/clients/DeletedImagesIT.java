package io.inferencestream.stream.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream says of images that were deleted before it read them. */
final class DeletedImagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private LocalBroker broker;
    private DevelopmentRegistry registry;

    @BeforeEach
    void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        SmallStream.createTopics(broker);
    }

    @AfterEach
    void stopCluster() {
        registry.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void areCountedWhereTheyWereDeletedWhileTheStreamWasDown(String protocol) throws Exception {
        send(0, 50, 0);
        sendInTransactions(1, 10);
        try (StreamApp app = start(Map.of("group.protocol", protocol))) {
            await().atMost(PATIENCE).until(() -> predictions().size() == 60);
            assertThat(lost(app)).as("markers of transactions").isEqualTo(Map.of("0", 0.0, "1", 0.0));
        }
        send(0, 30, 0);
        delete(0, 62);

        try (StreamApp app = start(Map.of("group.protocol", protocol))) {
            await().atMost(PATIENCE).until(() -> predictions().size() == 60 + 18);

            assertThat(lost(app)).isEqualTo(Map.of("0", 12.0, "1", 0.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void areCountedWhereTheyAreDeletedWhileTheStreamRuns(String protocol) throws Exception {
        int images = 3000;
        send(0, images, 5_000);
        try (StreamApp app = start(Map.of("group.protocol", protocol, "max.partition.fetch.bytes", "65536"))) {
            await().atMost(PATIENCE).until(() -> predictions().size() > 100);
            delete(0, 2500);

            await().atMost(PATIENCE).until(() -> predictions().contains("0@" + (images - 1)));
            List<String> answered = predictions();
            assertThat(Set.copyOf(answered)).hasSameSizeAs(answered);
            assertThat(lost(app)).isEqualTo(Map.of("0", (double) (images - answered.size()), "1", 0.0));
            assertThat(answered.size()).isBetween(600, images - 1);
        }
    }

    @Test
    void keepAStreamFromStartingThatIsToStopAtThem() throws Exception {
        try (StreamApp app = start(Map.of("auto.offset.reset", "none"))) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
            send(0, 50, 0);
            await().atMost(PATIENCE).until(() -> predictions().size() == 50);
        }
        send(0, 30, 0);
        delete(0, 62);

        assertThatThrownBy(() -> start(Map.of("auto.offset.reset", "none")))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("images-0: offsets 50 to 61, up to 12 images, were deleted");

        assertThat(predictions()).hasSize(50);
    }

    @Test
    void endAStreamThatIsToStopAtThem() throws Exception {
        try (StreamApp app = start(Map.of("auto.offset.reset", "none", "max.partition.fetch.bytes", "65536"))) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
            send(0, 3000, 5_000);
            await().atMost(PATIENCE).until(() -> predictions().size() > 100);
            delete(0, 3000);

            assertThat(app.awaitEnd()).isEqualTo(ExitReason.STREAM_FAILED);

            assertThat(app.readiness().obstacles().toString())
                    .contains("images-0 was to be read on at offset ", " and begins at 3000: ");
        }
    }

    private StreamApp start(Map<String, String> kafka) throws Exception {
        String settings = SmallStream.settings(folder, broker, registry, kafka);
        return StreamApp.start(StreamSettings.parse(settings, Map.of()), outcome -> {});
    }

    private List<String> predictions() {
        return new CommittedPredictions(broker.bootstrapServers(), registry.url(), "predictions").images();
    }

    private void send(int partition, int count, int keyBytes) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            send(producer, partition, count, keyBytes);
        }
    }

    private void sendInTransactions(int partition, int count) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "camera"))) {
            producer.initTransactions();
            for (int i = 0; i < count; i++) {
                producer.beginTransaction();
                send(producer, partition, 1, 0);
                producer.commitTransaction();
                producer.beginTransaction();
                send(producer, partition, 1, 0);
                producer.abortTransaction();
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, int count, int keyBytes) {
        byte[] key = "k".repeat(keyBytes).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>("images", partition, key, Pngs.gray(i % 200)));
        }
        producer.flush();
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void delete(int partition, long before) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition("images", partition), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    /** By partition. */
    private Map<String, Double> lost(StreamApp app) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        app.observedAt().orElseThrow().resolve("/metrics"))
                .build();
        String scrape = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Map<String, Double> lost = new HashMap<>();
        Pattern.compile("(?m)^inference_lost_offsets_total\\{partition=\"(\\d+)\"} (\\S+)$")
                .matcher(scrape)
                .results()
                .forEach(match -> lost.put(match.group(1), Double.valueOf(match.group(2))));
        return lost;
    }
}
