package io.inferencestream.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to a stream that has not started yet; the kill tests show what it does to one at work. */
final class TerminationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void endsAProcessThatStillWaitsForItsBrokerWithStatusZero(@TempDir Path folder) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (ForkedJvm process = streamThatWaitsFor(silent.getLocalPort(), folder)) {
                await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("state/crash-journal")));

                process.terminate();

                assertThat(process.exitCode()).as(process.output()).isZero();
            }
        }
    }

    private static ForkedJvm streamThatWaitsFor(int brokerPort, Path folder) throws IOException {
        Path version = Files.createDirectories(folder.resolve("models/any/1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [a, b]\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n");
        Path config = folder.resolve("stream.yaml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "models: {repository: '" + folder.resolve("models") + "'}",
                        "stateDirectory: '" + folder.resolve("state") + "'",
                        "startup: {maxWait: 10m}",
                        "kafka:",
                        "  bootstrap.servers: 127.0.0.1:" + brokerPort));
        return Fork.of(InferenceStream.class)
                .arguments("run", "--config", config.toString())
                .start(folder.resolve("log"));
    }
}
