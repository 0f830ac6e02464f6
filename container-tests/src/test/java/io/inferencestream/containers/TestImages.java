package io.inferencestream.containers;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the shipped sample, in which every fiftieth image is damaged. */
final class TestImages {
    private static final Path SAMPLE = Path.of("..", "samples", "fashion");
    private static final int DAMAGED_EVERY = 50;

    private TestImages() {}

    /** Sends that many, in turn to the partitions, and waits until the broker has them. */
    static void send(GuardedCluster cluster, int count) throws IOException, ExecutionException, InterruptedException {
        RecordWriter<ImageEvent> writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(Map.of("schema.registry.url", cluster.registryUrl())), Map.of(), "images");
        List<byte[]> files = files();
        List<Future<?>> sent = new ArrayList<>(count);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                byte[] file = files.get(i % files.size());
                ByteBuffer image = ByteBuffer.wrap(file, 0, isDamaged(i) ? file.length / 2 : file.length);
                ImageEvent event =
                        new ImageEvent("image-" + i, "camera", Instant.now(), null, image, null, null, Map.of());
                sent.add(producer.send(
                        new ProducerRecord<>("images", i % GuardedCluster.PARTITIONS, null, writer.write(event))));
            }
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    /** How many of so many are damaged. */
    static int damaged(int count) {
        return count / DAMAGED_EVERY;
    }

    private static boolean isDamaged(int number) {
        return number % DAMAGED_EVERY == DAMAGED_EVERY - 1;
    }

    private static List<byte[]> files() throws IOException {
        try (Stream<Path> tree = Files.walk(SAMPLE)) {
            List<byte[]> files = new ArrayList<>();
            for (Path file : tree.filter(path -> path.toString().endsWith(".png"))
                    .sorted()
                    .toList()) {
                files.add(Files.readAllBytes(file));
            }
            return files;
        }
    }
}
