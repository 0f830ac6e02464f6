package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions that are added while the stream runs. */
final class AddedPartitionsIT {
    private static final int ADDED = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void anImageOnAnAddedPartitionIsAnsweredWithinAMinute(String protocol) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            SmallStream.createTopics(broker);
            String yaml = SmallStream.settings(folder, broker, registry, Map.of("group.protocol", protocol));
            try (StreamApp app = StreamApp.start(StreamSettings.parse(yaml, Map.of()), outcome -> {})) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> app.readiness().isReady());

                widen(broker);
                sendToAdded(broker);

                assertThat(predictionsOfAdded(broker)).hasSize(1);
            }
        }
    }

    private static void widen(LocalBroker broker) throws Exception {
        NewPartitions three = NewPartitions.increaseTo(ADDED + 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createPartitions(Map.of("predictions", three, "images-dead-letters", three))
                    .all()
                    .get();
            admin.createPartitions(Map.of("images", three)).all().get();
        }
    }

    private static void sendToAdded(LocalBroker broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("images", ADDED, null, Pngs.gray(7)))
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> predictionsOfAdded(LocalBroker broker) {
        TopicPartition added = new TopicPartition("predictions", ADDED);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(added));
            consumer.seekToBeginning(List.of(added));
            return consumer.poll(Duration.ofMinutes(1)).records(added);
        }
    }
}
