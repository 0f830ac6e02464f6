package io.inferencestream.stream.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.stream.resend.TestLetters;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream loads, from its start to its end, predictions and dead letters between. */
final class UntracedStreamIT {
    private static final String OPENTELEMETRY = "io.opentelemetry.";
    private static final int GOOD = 20;
    private static final int DAMAGED = 5;

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;
    private static int sent;

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

    @Test
    void loadsNothingOfOpenTelemetryUnlessItTraces() throws Exception {
        List<String> untraced = loaded("");

        assertThat(untraced)
                .contains("io.inferencestream.stream.topology.InferenceProcessor", Tracing.class.getName())
                .noneMatch(name -> name.startsWith(OPENTELEMETRY));
    }

    @Test
    void loadsOpenTelemetryWhenItTraces() throws Exception {
        List<String> traced = loaded("tracing: {endpoint: 'http://127.0.0.1:1/v1/traces', rootPercent: 100}\n");

        assertThat(traced).contains(StreamTrace.class.getName()).anyMatch(name -> name.startsWith(OPENTELEMETRY));
    }

    /** Names of the classes that a process has loaded which predicted images, rejected some, and was told to end. */
    private List<String> loaded(String more) throws Exception {
        Path config = folder.resolve("stream.yaml");
        Files.writeString(config, SmallStream.settings(folder, broker, registry, Map.of()) + more);
        Path classes = folder.resolve("classes");
        TestLetters letters = new TestLetters(broker.bootstrapServers(), "predictions", "images-dead-letters");
        try (ForkedJvm stream = Fork.of(InferenceStream.class)
                .small()
                .options("-Xlog:class+load:file=" + classes)
                .arguments("run", "--config", config.toString())
                .start(folder.resolve("log"))) {
            SmallStream.send(broker, GOOD, DAMAGED);
            sent += GOOD + DAMAGED;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> letters.images().size() + letters.deadLetters().size() == sent);

            stream.terminate();

            assertThat(stream.exitCode()).as(stream.output()).isZero();
        }
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains(" source:"))
                    .map(line -> line.replaceAll("^(\\[[^]]*])*\\s*", "").split(" ", 2)[0])
                    .toList();
        }
    }
}
