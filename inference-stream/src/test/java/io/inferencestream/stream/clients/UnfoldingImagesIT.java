package io.inferencestream.stream.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream with a small heap, and batches of a few kilobytes that unfold to more than it. */
final class UnfoldingImagesIT {
    private static final int IMAGES = 200;
    private static final int SIDE = 1000;
    private static final int IMAGE_BYTES = 4 << 20;
    private static final int HEAP_MEBIBYTES = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void predictsImagesThatUnfoldToMoreThanItsHeap(String protocol) throws Exception {
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.defaults());
                DevelopmentRegistry registry = DevelopmentRegistry.start(RegistryOptions.defaults())) {
            SmallStream.createTopics(broker);
            sendFolded(broker);
            Path config = folder.resolve("stream.yaml");
            Files.writeString(
                    config,
                    SmallStream.settings(folder, broker, registry, IMAGE_BYTES, Map.of("group.protocol", protocol)));
            CommittedPredictions predictions =
                    new CommittedPredictions(broker.bootstrapServers(), registry.url(), "predictions");
            try (ForkedJvm stream = Fork.of(InferenceStream.class)
                    .options("-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .arguments("run", "--config", config.toString())
                    .start(folder.resolve("log"))) {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(predictions.images()).as(stream.tail()).hasSize(IMAGES);
                    assertThat(stream.isAlive()).isTrue();
                });
            }
        }
    }

    /** Equal images, half of them to each of the two partitions, each half in a batch or two. */
    private static void sendFolded(LocalBroker broker) {
        byte[] image = bmp();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "compression.type",
                "zstd",
                "linger.ms",
                500,
                "batch.size",
                900_000,
                "max.request.size",
                2 * image.length);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                producer.send(new ProducerRecord<>("images", i % 2, null, image));
            }
        }
    }

    /** All black, 3 MB. */
    private static byte[] bmp() {
        int header = 54;
        ByteBuffer file = ByteBuffer.allocate(header + 3 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(header);
        file.putInt(40).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) 24);
        return file.array();
    }
}
