package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Whatever a record is, it costs only itself. */
final class HostileRecordsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
                + test.getDisplayName().hashCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void aRecordWithoutATimeGetsItsPredictionAmongTheOthers(String delivery) throws Exception {
        fixture.createTopics(name, 1, Map.of());
        long before = System.currentTimeMillis();
        fixture.send(List.of(image(), withoutTime(image()), image()));

        try (StreamApp app = StreamApp.start(fixture.settings(name, folder, "delivery: " + delivery), outcome -> {})) {
            patiently().until(() -> fixture.committed(name + "-predictions").size() == 3);

            List<ConsumerRecord<byte[], byte[]>> predictions = fixture.committed(name + "-predictions");
            assertThat(predictions)
                    .allSatisfy(prediction ->
                            assertThat(prediction.timestamp()).isBetween(before, System.currentTimeMillis()));
            assertThat(predictions)
                    .extracting(prediction -> HeaderText.of(prediction.headers(), HeaderNames.INPUT_TIMESTAMP))
                    .containsExactly("", "-1", "");
            assertThat(app.readiness().isReady()).isTrue();
        }
    }

    @Test
    void aRecordWithoutATimeThatIsRejectedGetsItsDeadLetter() throws Exception {
        fixture.createTopics(name, 1, Map.of());
        fixture.send(List.of(image(), withoutTime(image()), image()));

        try (StreamApp app =
                StreamApp.start(fixture.settings(name, folder, "reject: ['" + name + "-images-0@1']"), outcome -> {})) {
            patiently()
                    .until(() -> fixture.committed(name + "-predictions").size() == 2
                            && fixture.committed(name + "-dead").size() == 1);

            ConsumerRecord<byte[], byte[]> letter =
                    fixture.committed(name + "-dead").get(0);
            assertThat(HeaderText.of(letter.headers(), HeaderNames.REJECTION_REASON))
                    .isEqualTo("REJECTED_BY_OPERATOR");
            assertThat(HeaderText.of(letter.headers(), HeaderNames.INPUT_TIMESTAMP))
                    .isEqualTo("-1");
            assertThat(app.readiness().isReady()).isTrue();
        }
    }

    private ProducerRecord<byte[], byte[]> image() {
        return new ProducerRecord<>(name + "-images", fixture.good(name));
    }

    /** As clients that set no time write it: Kafka's own producer refuses to be told so, and yet writes it. */
    private static ProducerRecord<byte[], byte[]> withoutTime(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value()) {
            @Override
            public Long timestamp() {
                return -1L;
            }
        };
    }

    /** Deaths of stream threads are what this is about. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(PATIENCE);
    }
}
