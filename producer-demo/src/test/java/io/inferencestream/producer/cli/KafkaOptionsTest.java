package io.inferencestream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaOptionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void goesToThisMachineUnlessTold() {
        assertThat(properties(Map.of()))
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("schema.registry.url", "http://127.0.0.1:8081");
    }

    @Test
    void goesWhereTheEnvironmentSaysUnlessToldOtherwise() {
        Map<String, String> properties = properties(
                Map.of("PRODUCER_DEMO_BOOTSTRAP_SERVER", "kafka:1", "PRODUCER_DEMO_REGISTRY", "http://registry:2"),
                "--bootstrap-server",
                "line:1");

        assertThat(properties)
                .containsEntry("bootstrap.servers", "line:1")
                .containsEntry("schema.registry.url", "http://registry:2");
    }

    @Test
    void laysSinglePropertiesOverTheFileAndAddressesOverBoth() throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "bootstrap.servers=file:1\nacks=1\nlinger.ms=7\n");

        Map<String, String> properties = properties(
                Map.of(),
                "--command-config",
                file.toString(),
                "--property",
                "linger.ms=9",
                "--bootstrap-server",
                "line:1");

        assertThat(properties)
                .containsEntry("bootstrap.servers", "line:1")
                .containsEntry("acks", "1")
                .containsEntry("linger.ms", "9");
    }

    private static Map<String, String> properties(Map<String, String> environment, String... args) {
        KafkaOptions options = new KafkaOptions(environment);
        CommandLine command = new CommandLine(options);
        command.parseArgs(args);
        return options.properties(command);
    }
}
