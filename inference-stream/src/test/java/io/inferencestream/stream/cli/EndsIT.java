package io.inferencestream.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status with which the process ends, and how long that takes. */
final class EndsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        SmallStream.createTopics(broker);
    }

    @AfterAll
    static void stopCluster() {
        registry.close();
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "interceptor.classes, no.such.Interceptor, no.such.Interceptor",
        "heartbeat.interval.ms, 60000, eartbeat",
        "group.instance.id, a b, a b"
    })
    void settingsThatKafkasClientsRefuseEndItWithStatusOne(String key, String value, String named) throws Exception {
        try (ForkedJvm process = start(settings(Map.of(key, "'" + value + "'")))) {
            assertThat(process.exitCode(PATIENCE)).as(process.output()).isEqualTo(1);
            assertThat(process.output())
                    .contains("kafka: its clients refuse these settings")
                    .contains(named);
        }
    }

    @Test
    void endsWithinHalfAMinuteWithoutItsBrokerHoweverManyModelsItServes() throws Exception {
        try (ForkedJvm process = start(withTwoModels(Map.of()))) {
            process.awaitOutput(Pattern.compile("this instance has its partitions"), PATIENCE);
            broker.stop();
            long told = System.nanoTime();

            process.terminate();

            assertThat(process.exitCode(PATIENCE)).as(process.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(30));
        } finally {
            broker.restart();
        }
    }

    private String settings(Map<String, String> kafka) throws IOException {
        return SmallStream.settings(folder, broker, registry, kafka) + "observe: {port: off}\n";
    }

    private String withTwoModels(Map<String, String> kafka) throws IOException {
        String settings = settings(kafka);
        Path version = folder.resolve("models/steady/1");
        Path other = Files.createDirectories(folder.resolve("models/other/1"));
        for (String file : List.of("saved_model.pb", "model.yaml")) {
            Files.copy(version.resolve(file), other.resolve(file));
        }
        return settings.replace("engine: fake", "engine: fake, default: steady");
    }

    private ForkedJvm start(String settings) throws Exception {
        Path config = folder.resolve("stream.yaml");
        Files.writeString(config, settings);
        return Fork.of(InferenceStream.class)
                .arguments("run", "--config", config.toString())
                .start(folder.resolve("log"));
    }
}
