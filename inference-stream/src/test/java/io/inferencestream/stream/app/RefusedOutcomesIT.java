package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.testkit.image.Pngs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an output topic does not take costs the record that it belongs to, and no other. */
final class RefusedOutcomesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration OLD = Duration.ofHours(3);

    private static StreamFixture fixture;

    @TempDir
    private Path folder;

    private String name = "";

    @BeforeAll
    static void startCluster() {
        fixture = StreamFixture.start();
    }

    @AfterAll
    static void stopCluster() {
        fixture.close();
    }

    @BeforeEach
    void nameStream(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName()
                + Integer.toHexString(test.getDisplayName().hashCode());
    }

    @Test
    void attributesThatThePredictionsCannotHoldMakeADeadLetter() throws Exception {
        fixture.createTopics(name, 1, Map.of());
        byte[] heavy = fixture.event(name, Pngs.gray(0), Map.of("note", "x".repeat(1_500_000)));
        fixture.send(List.of(image(), new ProducerRecord<>(name + "-images", heavy), image()));

        try (StreamApp app = StreamApp.start(fixture.settings(name, folder), outcome -> {})) {
            assertThat(letterAmongTwoPredictions(app).value()).isEqualTo(heavy);
        }
    }

    @Test
    void aHeaderThatThePredictionsCannotHoldMakesADeadLetter() throws Exception {
        fixture.createTopics(name, 1, Map.of());
        fixture.send(List.of(image(), withHeader(image(), "note", 1_100_000), image()));

        try (StreamApp app = StreamApp.start(fixture.settings(name, folder), outcome -> {})) {
            ConsumerRecord<byte[], byte[]> letter = letterAmongTwoPredictions(app);

            assertThat(letter.value()).isNotNull();
            assertThat(HeaderText.of(letter.headers(), "note")).hasSize(1_100_000);
            assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("takes records of 1048588 bytes");
        }
    }

    @Test
    void aHeaderThatNoDeadLetterCanHoldIsLeftOutOfIt() throws Exception {
        fixture.createTopics(name, 1, Map.of());
        ProducerRecord<byte[], byte[]> heavy = withHeader(image(), "note", 10 << 20);
        heavy.headers().add(HeaderNames.GATEWAY_ID, "request-1".getBytes(StandardCharsets.UTF_8));
        fixture.send(List.of(image(), heavy, image()), "compression.type", "gzip");

        try (StreamApp app = StreamApp.start(fixture.settings(name, folder), outcome -> {})) {
            ConsumerRecord<byte[], byte[]> letter = letterAmongTwoPredictions(app);

            assertThat(letter.value()).isNull();
            assertThat(letter.headers().lastHeader("note")).isNull();
            assertThat(text(letter, HeaderNames.HEADERS_LEFT_OUT)).isEqualTo("1");
            assertThat(text(letter, HeaderNames.VALUE_LEFT_OUT)).isEqualTo(String.valueOf(heavy.value().length));
            assertThat(text(letter, HeaderNames.GATEWAY_ID)).isEqualTo("request-1");
        }
    }

    @Test
    void predictionsOfImagesTooOldForTheirTopicCarryTheTimeOfPrediction() throws Exception {
        fixture.createTopics(name, 1, Map.of("message.timestamp.before.max.ms", "3600000"));
        long old = System.currentTimeMillis() - OLD.toMillis();
        fixture.send(List.of(image(), at(old, image()), image()));

        try (StreamApp app = StreamApp.start(fixture.settings(name, folder), outcome -> {})) {
            patiently().until(() -> predictions().size() == 3);

            ConsumerRecord<byte[], byte[]> late = predictions().get(1);
            assertThat(late.timestamp()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
            assertThat(text(late, HeaderNames.INPUT_TIMESTAMP)).isEqualTo(String.valueOf(old));
            assertThat(app.readiness().isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void aPredictionThatOnlyTheBrokerKnowsToBeTooLargeMakesADeadLetter(String delivery) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        try (StreamApp app = StreamApp.start(fixture.settings(name, folder, "delivery: " + delivery), outcome -> {})) {
            patiently().until(() -> app.readiness().isReady());

            fixture.configure(name + "-predictions", "max.message.bytes", "100000");
            fixture.send(List.of(image(), withHeader(image(), "note", 200_000), image()));

            ConsumerRecord<byte[], byte[]> letter = letterAmongPredictions(2, delivery);
            assertThat(text(letter, HeaderNames.REJECTION_DETAIL)).contains("refuses it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void timestampsThatOnlyTheBrokerKnowsToBeTooOldLoseNothing(String delivery) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        try (StreamApp app = StreamApp.start(fixture.settings(name, folder, "delivery: " + delivery), outcome -> {})) {
            patiently().until(() -> app.readiness().isReady());

            fixture.configure(name + "-predictions", "message.timestamp.before.max.ms", "3600000");
            long old = System.currentTimeMillis() - OLD.toMillis();
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                records.add(i % 10 == 7 ? at(old, image()) : image());
            }
            fixture.send(records);

            awaitPredictionsOf(LongStream.range(0, 40).boxed().toList(), delivery);
            assertThat(fixture.committed(name + "-dead")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void aPredictionWithoutAKeyThatACompactedTopicRefusesMakesADeadLetter(String delivery) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        try (StreamApp app = StreamApp.start(fixture.settings(name, folder, "delivery: " + delivery), outcome -> {})) {
            patiently().until(() -> app.readiness().isReady());

            fixture.configure(name + "-predictions", "cleanup.policy", "compact");
            fixture.send(List.of(keyed("a"), image(), keyed("b")));

            letterAmongPredictions(2, delivery);
        }
    }

    private ConsumerRecord<byte[], byte[]> letterAmongTwoPredictions(StreamApp app) {
        ConsumerRecord<byte[], byte[]> letter = letterAmongPredictions(2, "exactly-once");
        assertThat(app.readiness().isReady()).isTrue();
        return letter;
    }

    /** The one dead letter, of the record at offset 1, once the others are predicted: once each, if exactly once. */
    private ConsumerRecord<byte[], byte[]> letterAmongPredictions(int others, String delivery) {
        patiently()
                .until(() -> predictions().size() >= others
                        && fixture.committed(name + "-dead").size() == 1);
        awaitPredictionsOf(List.of(0L, 2L), delivery);
        ConsumerRecord<byte[], byte[]> letter =
                fixture.committed(name + "-dead").get(0);
        assertThat(text(letter, HeaderNames.REJECTION_REASON)).isEqualTo("PREDICTION_REFUSED");
        assertThat(text(letter, HeaderNames.ERROR_OFFSET)).isEqualTo("1");
        return letter;
    }

    private void awaitPredictionsOf(List<Long> offsets, String delivery) {
        RecordReader<PredictionEvent> reader = fixture.predictionReader();
        patiently().untilAsserted(() -> {
            List<Long> predicted = predictions().stream()
                    .map(record -> reader.read(record.value()).getInputOffset())
                    .toList();
            if (delivery.equals("exactly-once")) {
                assertThat(predicted).isEqualTo(offsets);
            } else {
                assertThat(predicted).containsOnlyElementsOf(offsets).containsAll(offsets);
            }
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> predictions() {
        return fixture.committed(name + "-predictions");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return HeaderText.of(record.headers(), header);
    }

    private ProducerRecord<byte[], byte[]> image() {
        return new ProducerRecord<>(name + "-images", fixture.good(name));
    }

    private ProducerRecord<byte[], byte[]> keyed(String key) {
        return new ProducerRecord<>(name + "-images", key.getBytes(StandardCharsets.UTF_8), fixture.good(name));
    }

    private static ProducerRecord<byte[], byte[]> at(long timestamp, ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), null, timestamp, record.key(), record.value());
    }

    private static ProducerRecord<byte[], byte[]> withHeader(
            ProducerRecord<byte[], byte[]> record, String header, int bytes) {
        record.headers().add(header, "x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** Deaths of stream threads are what this is about. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }
}
