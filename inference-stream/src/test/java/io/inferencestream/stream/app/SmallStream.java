package io.inferencestream.stream.app;

import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.core.predict.FakeEngine;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a stream needs that predicts image files with a fake model: topics of two partitions, a model, settings. */
public final class SmallStream {
    private static final int PARTITIONS = 2;
    private static final int IMAGE_BYTES_OF_THE_TOPIC = 983_052;

    private SmallStream() {}

    public static void createTopics(LocalBroker broker) {
        broker.createTopic("images", PARTITIONS);
        broker.createTopic("predictions", PARTITIONS);
        broker.createTopic("images-dead-letters", PARTITIONS, Map.of("max.message.bytes", "1200000"));
        broker.createTopic("models", 1, Map.of("cleanup.policy", "compact"));
    }

    /** Writes the model there; settings as YAML, with further keys of Kafka's. Images may be as large as the topic takes. */
    public static String settings(
            Path folder, LocalBroker broker, DevelopmentRegistry registry, Map<String, String> kafka)
            throws IOException {
        return settings(folder, broker, registry, IMAGE_BYTES_OF_THE_TOPIC, kafka);
    }

    /** The same for images of another size: compressed ones are larger than the topic takes. */
    public static String settings(
            Path folder, LocalBroker broker, DevelopmentRegistry registry, int imageBytes, Map<String, String> kafka)
            throws IOException {
        Path version = Files.createDirectories(
                folder.resolve("models").resolve(FakeEngine.STEADY).resolve("1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n");
        StringBuilder more = new StringBuilder();
        kafka.forEach((key, value) -> more.append(", ").append(key).append(": ").append(value));
        return String.join(
                "\n",
                "input: {format: bytes}",
                "limits: {imageBytes: " + imageBytes + "}",
                "models: {repository: '" + folder.resolve("models") + "', engine: fake}",
                "stateDirectory: '" + folder.resolve("state") + "'",
                "registry: {schema.registry.url: '" + registry.url() + "'}",
                "kafka: {bootstrap.servers: '" + broker.bootstrapServers() + "'" + more + "}\n");
    }

    /** Sends image files, the damaged ones first, in turn to the partitions, and waits until the broker has them. */
    public static void send(LocalBroker broker, int good, int damaged) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            IntStream.range(0, good + damaged)
                    .forEach(i -> producer.send(new ProducerRecord<>(
                            "images", i % PARTITIONS, null, i < damaged ? Pngs.truncated() : Pngs.gray(i % 200))));
        }
    }
}
