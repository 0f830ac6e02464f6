package io.inferencestream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.producer.publish.KeyBy;
import io.inferencestream.producer.report.PlainLines;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.run.ProducerRun;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.Labels;
import io.inferencestream.testkit.data.SharedData;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that a fuzzer made to fell decoders, and real photos among them, through a running stream with little memory and
 * a network that others trained.
 */
final class HostileStreamProof {
    private static final int HOSTILE = 566;
    private static final int PHOTOS = 33;

    /** The heap, and what the JVM, TensorFlow and the model hold beside it. */
    private static final long MAX_RESIDENT_BYTES = 1_400 << 20;

    @Test
    void givesEveryFileOneOutcomeWithinTheMemoryItHas(@TempDir Path folder) throws Exception {
        Album hostile = Album.open(List.of(unpacked(folder).toString()), Labels.none());
        Album photos = Album.open(List.of(SharedData.folder("photos").toString()), Labels.none());
        assertThat(hostile.size()).isEqualTo(HOSTILE);
        assertThat(photos.size()).isEqualTo(PHOTOS);
        try (DemoCluster cluster = DemoCluster.start(null, 0, 0, true, new PrintWriter(System.out))) {
            try (ForkedJvm stream = stream(cluster, folder)) {
                RunReport report = send(cluster, hostile.mixedWith(photos.images()));
                long resident = stream.use().peakResidentBytes();

                System.out.printf(
                        "%d predicted, rejected %s, resident peak %d MiB%n",
                        report.tally().predicted(), report.tally().rejections(), resident >> 20);
                assertThat(report.problem()).isNull();
                assertThat(report.tally().sending().sent()).isEqualTo(HOSTILE + PHOTOS);
                assertThat(report.unaccounted()).as(stream.tail()).isEmpty();
                assertThat(report.tally().faults().none()).isTrue();
                assertThat(report.tally().predicted()).isGreaterThanOrEqualTo(PHOTOS);
                assertThat(report.tally().rejections().keySet())
                        .contains("CORRUPT_IMAGE", "UNSUPPORTED_IMAGE")
                        .doesNotContain("MODEL_FAILED", "UNREADABLE_EVENT");
                assertThat(resident).isLessThan(MAX_RESIDENT_BYTES);
                stream.terminate();
                assertThat(stream.exitCode()).as(stream.tail()).isZero();
            }
        }
    }

    private static Path unpacked(Path folder) throws IOException {
        Path to = Files.createDirectories(folder.resolve("hostile"));
        for (Map.Entry<String, byte[]> file :
                SharedData.unpacked("hostile", "gofuzz_jpeg299_png267.tgz").entrySet()) {
            if (file.getKey().contains("corpus/")) {
                Path copy = to.resolve(file.getKey());
                Files.createDirectories(copy.getParent());
                Files.write(copy, file.getValue());
            }
        }
        return to;
    }

    private static ForkedJvm stream(DemoCluster cluster, Path folder) throws IOException {
        Path version = Files.createDirectories(folder.resolve("models/mobilenet_v2/1"));
        Path network = SharedData.folder("mobilenet_v2");
        Files.copy(network.resolve("saved_model/saved_model.pb"), version.resolve("saved_model.pb"));
        Files.copy(network.resolve("labels.txt"), version.resolve("labels.txt"));
        Files.copy(Path.of("..", "docs", "examples", "mobilenet_v2", "model.yaml"), version.resolve("model.yaml"));
        Path config = folder.resolve("stream.yaml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "output: {deadLetters: " + DemoCluster.TOPICS.deadLetters() + "}",
                        "models: {repository: '" + folder.resolve("models") + "'}",
                        "stateDirectory: '" + folder.resolve("state") + "'",
                        "registry: {schema.registry.url: '" + cluster.registryUrl() + "'}",
                        "kafka: {bootstrap.servers: '" + cluster.bootstrapServers() + "'}"));
        return Fork.of("io.inferencestream.stream.cli.InferenceStream")
                .options("-Xmx512m")
                .arguments("run", "--config", config.toString())
                .start(folder.resolve("stream.log"));
    }

    private static RunReport send(DemoCluster cluster, Album images) throws Exception {
        RunSettings settings = new RunSettings(
                DemoCluster.TOPICS,
                RunSettings.Format.AVRO,
                KeyBy.ROUND_ROBIN,
                0,
                null,
                null,
                Duration.ofMinutes(2),
                Map.of(
                        "bootstrap.servers", cluster.bootstrapServers(),
                        "schema.registry.url", cluster.registryUrl()));
        PlainLines progress = new PlainLines(System.out, images.size(), true, Duration.ofSeconds(10), System::nanoTime);
        return new ProducerRun(settings, progress).execute(images.first(images.size()));
    }
}
