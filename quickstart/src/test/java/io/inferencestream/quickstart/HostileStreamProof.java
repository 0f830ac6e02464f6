package io.inferencestream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.producer.publish.KeyBy;
import io.inferencestream.producer.report.PlainLines;
import io.inferencestream.producer.report.RunReport;
import io.inferencestream.producer.run.ProducerRun;
import io.inferencestream.producer.run.RunSettings;
import io.inferencestream.producer.source.Album;
import io.inferencestream.producer.source.Labels;
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
    private static final long MOST_RESIDENT_KIB = 1_400 << 10;

    @Test
    void givesEveryFileOneOutcomeWithinTheMemoryItHas(@TempDir Path folder) throws Exception {
        Album hostile = Album.open(List.of(unpacked(folder).toString()), Labels.none());
        Album photos = Album.open(List.of(data().resolve("photos").toString()), Labels.none());
        assertThat(hostile.size()).isEqualTo(HOSTILE);
        assertThat(photos.size()).isEqualTo(PHOTOS);
        try (DemoCluster cluster = DemoCluster.start(null, 0, 0, true, new PrintWriter(System.out))) {
            Process stream = stream(cluster, folder);
            try {
                RunReport report = send(cluster, hostile.mixedWith(photos.pictures()));
                long resident = peakResidentKib(stream);

                System.out.printf(
                        "%d predicted, rejected %s, resident peak %d MiB%n",
                        report.tally().predicted(), report.tally().rejections(), resident >> 10);
                assertThat(report.problem()).isNull();
                assertThat(report.tally().sending().sent()).isEqualTo(HOSTILE + PHOTOS);
                assertThat(report.unaccounted()).as(log(folder)).isEmpty();
                assertThat(report.tally().faults().none()).isTrue();
                assertThat(report.tally().predicted()).isGreaterThanOrEqualTo(PHOTOS);
                assertThat(report.tally().rejections().keySet())
                        .contains("CORRUPT_IMAGE", "UNSUPPORTED_IMAGE")
                        .doesNotContain("MODEL_FAILED", "UNREADABLE_EVENT");
                assertThat(resident).isLessThan(MOST_RESIDENT_KIB);
                stream.destroy();
                assertThat(stream.waitFor()).as(log(folder)).isZero();
            } finally {
                stream.destroyForcibly();
            }
        }
    }

    private static Path data() {
        String folder = System.getProperty("shared.data", "");
        if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
            throw new IllegalStateException("-Dshared.data does not name a folder: '" + folder + "'");
        }
        return Path.of(folder).toAbsolutePath();
    }

    private static Path unpacked(Path folder) throws Exception {
        Path archive = data().resolve("hostile").resolve("gofuzz_jpeg299_png267.tgz");
        Path to = Files.createDirectories(folder.resolve("hostile"));
        Process tar = new ProcessBuilder(
                        "tar", "xzf", archive.toString(), "-C", to.toString(), "--wildcards", "*corpus/*")
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).as("tar").isZero();
        return to;
    }

    private static Process stream(DemoCluster cluster, Path folder) throws IOException {
        Path version = Files.createDirectories(folder.resolve("models/mobilenet_v2/1"));
        Path network = data().resolve("mobilenet_v2");
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
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.inferencestream.stream.cli.InferenceStream",
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("stream.log").toFile())
                .start();
    }

    private static RunReport send(DemoCluster cluster, Album pictures) throws Exception {
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
        PlainLines progress =
                new PlainLines(System.out, pictures.size(), true, Duration.ofSeconds(10), System::nanoTime);
        return new ProducerRun(settings, progress).execute(pictures.first(pictures.size()));
    }

    private static long peakResidentKib(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("stream.log"));
    }
}
