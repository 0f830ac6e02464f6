package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.kit.properties.Machine;
import io.inferencestream.stream.check.ClusterCheck;
import io.inferencestream.stream.config.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of one name on one cluster that are not one stream. */
final class SharedNameIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;

    @TempDir
    private Path folder;

    private String application = "";

    @BeforeAll
    static void startCluster() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
        SmallStream.createTopics(broker);
        broker.createTopic("photos", 2);
        broker.createTopic("others", 2);
    }

    @AfterAll
    static void stopCluster() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void chooseName() {
        application = "app-" + UUID.randomUUID();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            classic | reads topic images, and this instance reads photos
            streams | reads topic images, and this instance reads photos
            """)
    void refusesToStartBesideAStreamOfAnotherTopic(String protocol, String discord) throws Exception {
        try (StreamApp first = start("input: {topic: images, format: bytes}", protocol)) {
            assertThatThrownBy(() -> start("input: {topic: photos, format: bytes}", protocol))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("group " + application)
                    .hasMessageContaining(discord)
                    .hasMessageContaining("another application");
            assertThat(first.readiness().isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void refusesToStartWhereTheOthersReadTheSameTopicInAnotherFormat(String protocol) throws Exception {
        try (StreamApp first = start("input: {topic: images, format: bytes}", protocol)) {
            assertThatThrownBy(() -> start("input: {topic: images, format: avro}", protocol))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("reads topic images as bytes, and this instance as avro");
            assertThat(first.readiness().isReady()).isTrue();
        }
    }

    @Test
    void refusesToStartWhereTheOthersWriteElsewhere() throws Exception {
        try (StreamApp first = start("input: {topic: images, format: bytes}", "classic")) {
            assertThatThrownBy(() ->
                            start("input: {topic: images, format: bytes}\noutput: {predictions: others}", "classic"))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("writes to other topics");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void goesByTheTopicsOfAMemberThatHidesBehindAClientIdOfItsOwn(String protocol) throws Exception {
        try (StreamApp first = start("input: {topic: images, format: bytes}", protocol + ", client.id: mine")) {
            assertThatThrownBy(() -> start("input: {topic: photos, format: bytes}", protocol))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("its members read images, and this instance reads photos");
        }
    }

    @Test
    void letsInWhoDoesTheSame() throws Exception {
        try (StreamApp first = start("input: {topic: images, format: bytes}", "classic");
                StreamApp second = start("input: {topic: images, format: bytes}", "classic")) {
            await().pollDelay(Duration.ofSeconds(6))
                    .atMost(PATIENCE)
                    .until(() ->
                            first.readiness().isReady() && second.readiness().isReady());
        }
    }

    @Test
    void bothSaySoAndTheCheckFindsItWhereTheyHaveStartedAtOneTime() throws Exception {
        StreamSettings images = settings("input: {topic: images, format: bytes}", "classic");
        StreamSettings photos = settings("input: {topic: photos, format: bytes}", "classic");
        StreamApp first = StreamApp.prepare(images, outcome -> {});
        StreamApp second = StreamApp.prepare(photos, outcome -> {});
        first.run();
        await().atMost(PATIENCE).until(() -> first.readiness().isReady()); // leads the group, and so gets on alone
        second.run();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.readiness().obstacles().get("group"))
                        .contains("reads topic photos, and this instance reads images"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(second.readiness().obstacles().get("group"))
                        .contains("reads topic images, and this instance reads photos"));
        assertThat(findings(images)).singleElement().asString().contains("PROBLEM group " + application, "photos");
        assertThat(findings(photos)).singleElement().asString().contains("PROBLEM group " + application, "images");

        first.close();
        await().atMost(PATIENCE).until(() -> second.readiness().isReady());
        second.close();
    }

    @ParameterizedTest
    @CsvSource({"classic, streams", "streams, classic"})
    void refusesARollingChangeOfTheProtocolAndGoesOnAfterAStop(String old, String wanted) throws Exception {
        String work = "input: {topic: images, format: bytes}";
        try (StreamApp first = start(work, old)) {
            assertThat(findings(settings(work, wanted)))
                    .singleElement()
                    .asString()
                    .startsWith("PROBLEM kafka.group.protocol: the 1 members of group " + application + " speak " + old)
                    .contains("stop every instance");
        }

        start(work, wanted).close();
    }

    @Test
    void saysThatBrokersKeepTheTopologyOfAStreamThatHasLeft() throws Exception {
        start("input: {topic: images, format: bytes}", "streams").close();

        assertThat(findings(settings("input: {topic: photos, format: bytes}", "streams")))
                .singleElement()
                .asString()
                .contains("was made by a stream that reads images", "--delete --group " + application);
    }

    private StreamApp start(String work, String protocol) throws StartupException, IOException {
        StreamApp app = StreamApp.start(settings(work, protocol), outcome -> {});
        await().atMost(PATIENCE).until(() -> app.readiness().isReady());
        return app;
    }

    private StreamSettings settings(String work, String protocol) throws IOException {
        String yaml = SmallStream.settings(folder, broker, registry, Map.of("group.protocol", protocol))
                .replace("input: {format: bytes}", work)
                .replace(
                        folder.resolve("state").toString(),
                        folder.resolve(UUID.randomUUID().toString()).toString());
        return StreamSettings.parse("application: " + application + "\n" + yaml, Map.of());
    }

    private static List<Finding> findings(StreamSettings settings) {
        return new ClusterCheck().run(settings, Machine.here()).findings();
    }
}
