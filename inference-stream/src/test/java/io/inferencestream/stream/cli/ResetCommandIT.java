package io.inferencestream.stream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.stream.app.SmallStream;
import io.inferencestream.stream.app.StreamApp;
import io.inferencestream.stream.config.StreamSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reset does to a stream, whichever group protocol it speaks. */
final class ResetCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IMAGES = 20;

    private final Queue<Outcome> emitted = new ConcurrentLinkedQueue<>();
    private LocalBroker broker;
    private DevelopmentRegistry registry;

    @TempDir
    private Path folder;

    @BeforeEach
    void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        SmallStream.createTopics(broker);
    }

    @AfterEach
    void stopCluster() {
        registry.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void makesTheStreamReadAgainOnceEveryInstanceIsStopped(String protocol) throws Exception {
        SmallStream.send(broker, IMAGES, 0);
        try (StreamApp app = start(protocol)) {
            await().atMost(PATIENCE).until(() -> emitted.size() == IMAGES);

            assertThat(reset("earliest", "--yes"))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(1))
                    .satisfies(refused -> assertThat(refused.err())
                            .containsPattern("Refused: \\d+ stream threads are members of the group"));
            assertThat(app.readiness().isReady()).isTrue();
        }

        assertThat(reset("earliest", "--dry-run").out())
                .contains("images-0: from 10 to 0, 10 read again", "images-1: from 10 to 0, 10 read again");
        assertThat(reset("images-1@4", "--yes").code()).isZero();
        try (StreamApp app = start(protocol)) {
            await().atMost(PATIENCE).until(() -> emitted.size() == IMAGES + 6);
            assertThat(app.readiness().isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void letsAStreamThatNeverRanBeginWhereItIsTold(String protocol) throws Exception {
        SmallStream.send(broker, IMAGES, 0);
        writeSettings(protocol);

        assertThat(reset("latest", "--yes").out()).contains("images-0: from nothing committed to 10");

        try (StreamApp app = start(protocol)) {
            await().atMost(PATIENCE).until(() -> app.readiness().isReady());
            SmallStream.send(broker, 2, 0);
            await().atMost(PATIENCE).until(() -> emitted.size() == 2);
        }
        assertThat(emitted).hasSize(2);
        assertThat(reset("earliest", "--dry-run").out()).doesNotContain("nothing committed");
    }

    private StreamApp start(String protocol) throws Exception {
        return StreamApp.start(StreamSettings.parse(writeSettings(protocol), Map.of()), emitted::add);
    }

    private String writeSettings(String protocol) throws Exception {
        String settings = SmallStream.settings(folder, broker, registry, Map.of("group.protocol", protocol));
        Files.writeString(folder.resolve("stream.yaml"), settings);
        return settings;
    }

    private Typed reset(String where, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "reset";
        arguments[1] = "--to";
        arguments[2] = where;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Typed.command(folder.resolve("stream.yaml"), arguments);
    }
}
