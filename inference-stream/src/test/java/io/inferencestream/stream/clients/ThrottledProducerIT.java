package io.inferencestream.stream.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream does whose brokers take its outcomes more slowly than it predicts. */
final class ThrottledProducerIT {
    private static final int IMAGES = 300;

    /** Comes back twice in a prediction, as its key and its source. */
    private static final int KEY_BYTES = 2_500;

    private static final double BYTES_PER_SECOND = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    /** Without a limit, transactions time out, and the same images are read again and again. */
    @Test
    void answersEveryImageOnceExactlyOnce() throws Exception {
        List<String> answered =
                answered("exactly-once", Map.of("group.protocol", "classic", "transaction.timeout.ms", "3000"));

        assertThat(answered).hasSize(IMAGES).doesNotHaveDuplicates();
    }

    private List<String> answered(String delivery, Map<String, String> kafka) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            SmallStream.createTopics(broker);
            send(broker);
            throttleProducers(broker);
            String settings = SmallStream.settings(folder, broker, registry, kafka) + "delivery: " + delivery + "\n";
            CommittedPredictions predictions =
                    new CommittedPredictions(broker.bootstrapServers(), registry.url(), "predictions");
            try (StreamApp app = StreamApp.start(StreamSettings.parse(settings, Map.of()), outcome -> {})) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .dontCatchUncaughtExceptions()
                        .until(() -> Set.copyOf(predictions.images()).size() >= IMAGES
                                && app.readiness().isReady());
            }
            return predictions.images();
        }
    }

    private static void send(LocalBroker broker) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = "k".repeat(KEY_BYTES).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < IMAGES; i++) {
                producer.send(new ProducerRecord<>("images", i % 2, key, Pngs.gray(i % 200)));
            }
        }
    }

    private static void throttleProducers(LocalBroker broker) throws Exception {
        ClientQuotaEntity everyClient =
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        ClientQuotaAlteration.Op slow = new ClientQuotaAlteration.Op("producer_byte_rate", BYTES_PER_SECOND);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(everyClient, List.of(slow))))
                    .all()
                    .get();
        }
    }
}
