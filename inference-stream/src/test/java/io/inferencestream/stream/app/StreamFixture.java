package io.inferencestream.stream.app;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.predict.FakeEngine;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.testkit.image.Pngs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry for the tests of a class; topics, settings and a fake model for each of its streams. */
final class StreamFixture implements AutoCloseable {
    /** The largest message of an input topic here. */
    static final int INPUT_BYTES = 4 << 20;

    private final LocalBroker broker;
    private final DevelopmentRegistry registry;

    private StreamFixture(LocalBroker broker, DevelopmentRegistry registry) {
        this.broker = broker;
        this.registry = registry;
    }

    static StreamFixture start() {
        return new StreamFixture(
                LocalBroker.start(BrokerOptions.defaults()), DevelopmentRegistry.start(RegistryOptions.defaults()));
    }

    LocalBroker broker() {
        return broker;
    }

    /** The topics of one stream: NAME-images, NAME-predictions, NAME-dead, NAME-models; the second set up so. */
    void createTopics(String name, int partitions, Map<String, String> predictions) {
        broker.createTopic(name + "-images", partitions, Map.of("max.message.bytes", String.valueOf(INPUT_BYTES)));
        broker.createTopic(name + "-predictions", partitions, predictions);
        broker.createTopic(
                name + "-dead", partitions, Map.of("max.message.bytes", String.valueOf(INPUT_BYTES + (64 << 10))));
        broker.createTopic(name + "-models", 1, Map.of("cleanup.policy", "compact"));
    }

    /** Changes a topic while it is in use. */
    void configure(String topic, String key, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    /** Settings of a stream over those topics, with a fake model; further sections replace the standard ones. */
    String yaml(String name, Path folder, String... sections) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : List.of(
                "application: " + name,
                "input: {topic: " + name + "-images}",
                "output: {predictions: " + name + "-predictions, deadLetters: " + name + "-dead, models: " + name
                        + "-models}",
                "models: {repository: '" + repository(folder) + "', engine: fake}",
                "stateDirectory: '" + folder.resolve("state") + "'",
                "registry: {schema.registry.url: '" + registry.url() + "'}",
                "kafka: {" + bootstrap() + "}")) {
            all.put(line.substring(0, line.indexOf(':')), line);
        }
        for (String line : sections) {
            all.put(line.substring(0, line.indexOf(':')), line);
        }
        return String.join("\n", all.values()) + "\n";
    }

    StreamSettings settings(String name, Path folder, String... sections) {
        return StreamSettings.parse(yaml(name, folder, sections), Map.of());
    }

    /** The address of the broker, as a section's first key. */
    String bootstrap() {
        return "bootstrap.servers: '" + broker.bootstrapServers() + "'";
    }

    private static Path repository(Path folder) {
        try {
            Path version = Files.createDirectories(
                    folder.resolve("models").resolve(FakeEngine.STEADY).resolve("1"));
            Files.write(version.resolve("saved_model.pb"), new byte[] {1});
            Files.writeString(
                    version.resolve("model.yaml"),
                    "labels: [a, b, c, d]\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n");
            return folder.resolve("models");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image event of that image, as a producer writes it. */
    byte[] event(String name, byte[] image, Map<String, String> attributes) {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                Map.of(),
                name + "-images");
        return writer.write(
                new ImageEvent("image", "camera", Instant.now(), null, ByteBuffer.wrap(image), null, null, attributes));
    }

    /** An event that is predicted. */
    byte[] good(String name) {
        return event(name, Pngs.gray(0), Map.of());
    }

    /** Reads what is on a topic of predictions. */
    RecordReader<PredictionEvent> predictionReader() {
        return RecordReader.of(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registry.url().toString())),
                PredictionEvent.class);
    }

    /** Sends records one after the other, and waits until the broker has them. */
    void send(List<ProducerRecord<byte[], byte[]>> records, String... properties) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 64 << 20, "linger.ms", 0));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record);
            }
        }
    }

    /** Everything committed on a topic, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "max.partition.fetch.bytes",
                        64 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
