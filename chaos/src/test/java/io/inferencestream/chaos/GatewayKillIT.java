package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.chaos.process.Program;
import io.inferencestream.chaos.process.StreamSetup;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.gateway.outcome.Mark;
import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two gateways in front of two instances of the stream, and of either one killed under load. */
final class GatewayKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLIENTS = 24;
    private static final int QUIET_REQUESTS = 150;
    private static final int REQUESTS = 600;

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void losesAndMixesUpNoRequestWhateverIsKilled(String delivery, @TempDir Path folder) throws Exception {
        StreamTopics topics = new StreamTopics("gate", 6);
        writeModel(folder);
        try (Stage stage = Stage.set(folder, topics, 0)) {
            StreamSetup setup = stage.setup(Temper.STEADY, Program.own(), settings(delivery));
            List<String> limits = List.of("limits: {timeout: 1s, requestsPerSecond: 0}");
            try (Instance north = Instance.start("north", setup);
                    Instance south = Instance.start("south", setup);
                    GatewayProcess east = GatewayProcess.start("east", setup, limits);
                    GatewayProcess west = GatewayProcess.start("west", setup, limits)) {
                await().atMost(PATIENCE)
                        .until(() -> north.hasPartitions()
                                && south.hasPartitions()
                                && east.isListening()
                                && west.isListening());
                try (Askers askers = new Askers(List.of(east.address(), west.address()))) {
                    await().atMost(PATIENCE)
                            .until(() -> askers.isReady(east.address()) && askers.isReady(west.address()));
                    askers.start(CLIENTS);
                    awaitAnswers(askers, QUIET_REQUESTS);
                    south.jvm().kill();
                    await().atMost(PATIENCE).until(() -> askers.late().size() >= CLIENTS);
                    west.jvm().kill();
                    awaitAnswers(askers, REQUESTS);
                    askers.finish();

                    assertThat(askers.complaints()).isEmpty();
                    assertThat(askers.broken())
                            .as("requests of the gateway that was killed")
                            .isNotEmpty();
                    assertEachIsFound(askers, east.address(), accepted(setup));
                }
            }
        }
    }

    private static void awaitAnswers(Askers askers, int number) {
        await().atMost(PATIENCE)
                .until(() -> askers.answered().size() >= number
                        || !askers.complaints().isEmpty());
    }

    /** Whatever the broker has taken has its own prediction, found by its id; what it has not can be sent again. */
    private static void assertEachIsFound(Askers askers, URI survivor, Set<String> accepted) throws Exception {
        Map<String, Integer> numbers =
                IntStream.range(0, askers.asked()).boxed().collect(Collectors.toMap(askers::id, number -> number));
        assertThat(numbers.keySet()).containsAll(accepted);
        assertThat(accepted)
                .containsAll(askers.answered().stream().map(askers::id).toList())
                .containsAll(askers.late().stream().map(askers::id).toList());
        Set<String> missing = new HashSet<>(accepted);
        await().atMost(PATIENCE).until(() -> {
            for (String id : Set.copyOf(missing)) {
                if (askers.isFound(survivor, numbers.get(id))) {
                    missing.remove(id);
                }
            }
            return missing.isEmpty();
        });
        for (int number : askers.broken()) {
            assertThat(askers.getsItsOwnAnswer(survivor, number)).isTrue();
        }
    }

    /** The ids of all requests that are on the images topic. */
    private static Set<String> accepted(StreamSetup setup) {
        Set<String> ids = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", setup.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicReader reader =
                    new TopicReader(consumer, List.of(setup.topics().images()), Start.BEGINNING);
            reader.begin();
            reader.readToEnd(
                    PATIENCE, record -> ids.add(Mark.of(record.headers()).id()));
        }
        return ids;
    }

    private static List<String> settings(String delivery) {
        return List.of(
                "  producer.transaction.timeout.ms: 4000",
                "  session.timeout.ms: 2000",
                "  heartbeat.interval.ms: 400",
                "delivery: " + delivery);
    }

    /** A class for every image that is asked about at the same time, so that no mix-up is hidden. */
    private static void writeModel(Path folder) throws IOException {
        Path version = Files.createDirectories(folder.resolve("models/steady/1"));
        Files.write(version.resolve("saved_model.pb"), new byte[] {1});
        String labels =
                IntStream.range(0, Askers.CLASSES).mapToObj(Integer::toString).collect(Collectors.joining("', '"));
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: ['" + labels + "']\ntopK: 2\ninput: {width: 2, height: 2, channels: 1, type: uint8}\n"
                        + "output: probabilities\n");
    }
}
