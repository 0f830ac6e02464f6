package io.inferencestream.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.topology.RecordObserver;
import io.inferencestream.stream.topology.TopologyParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that does not get past a record ends and names it; one that has lost its broker waits. */
final class StandstillIT {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final String NAME = "standstill";

    private StreamFixture fixture;

    @TempDir
    private Path folder;

    @BeforeEach
    void startCluster() {
        fixture = StreamFixture.start();
    }

    @AfterEach
    void stopCluster() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 300000", "12, 12, 10000"})
    void aRecordThatFellsEveryThreadEndsTheProcessByNameWithinTwoMinutes(int partitions, int threads, int sessionMillis)
            throws Exception {
        fixture.createTopics(NAME, partitions, Map.of());
        fixture.send(List.of(image(0), image(0), image(0)));

        try (StreamApp app = StreamApp.start(settings(threads, sessionMillis), outcome -> {}, fatalAt(1))) {
            AtomicReference<ExitReason> end = endOf(app);

            patiently().until(() -> end.get() != null);

            assertThat(end.get()).isEqualTo(ExitReason.STREAM_FAILED);
            assertThat(app.readiness().obstacles().values())
                    .anySatisfy(reason -> assertThat(reason).contains(NAME + "-images-0@1", "'reject'"));
        }
    }

    @Test
    void theRecordThatIsNamedUnderRejectFellsNoThreadAnyMore() throws Exception {
        fixture.createTopics(NAME, 1, Map.of());
        fixture.send(List.of(image(0), image(0), image(0)));
        StreamSettings rejecting = fixture.settings(NAME, folder, "reject: ['" + NAME + "-images-0@1']");

        try (StreamApp app = StreamApp.start(rejecting, outcome -> {})) {
            patiently()
                    .until(() -> fixture.committed(NAME + "-predictions").size() == 2
                            && fixture.committed(NAME + "-dead").size() == 1);

            assertThat(HeaderText.of(fixture.committed(NAME + "-dead").get(0).headers(), HeaderNames.REJECTION_REASON))
                    .isEqualTo("REJECTED_BY_OPERATOR");
            assertThat(app.readiness().isReady()).isTrue();
        }
    }

    /** Longer than a transaction may stay open, so that every thread loses its own. */
    @Test
    void anOutageOfTheBrokerThatFellsTwelveThreadsEndsNothing() throws Exception {
        fixture.createTopics(NAME, 12, Map.of());
        try (StreamApp app = StreamApp.start(settings(12, 10_000), outcome -> {})) {
            AtomicReference<ExitReason> end = endOf(app);
            patiently().until(() -> app.readiness().isReady());
            fixture.send(everywhere(20));
            patiently().until(() -> !fixture.committed(NAME + "-predictions").isEmpty());
            fixture.broker().stop();
            long stopped = System.nanoTime();
            patiently().until(() -> System.nanoTime() - stopped > 20_000_000_000L);
            fixture.broker().restart();
            fixture.send(everywhere(20));

            patiently().until(() -> fixture.committed(NAME + "-predictions").size() == 2 * 12 * 20);

            assertThat(end.get()).isNull();
            patiently().until(() -> app.readiness().isReady());
        }
    }

    private StreamSettings settings(int threads, int sessionMillis) {
        return fixture.settings(
                NAME,
                folder,
                "threads: {stream: " + threads + "}",
                "kafka: {" + fixture.bootstrap() + ", session.timeout.ms: " + sessionMillis + "}");
    }

    private List<ProducerRecord<byte[], byte[]>> everywhere(int each) {
        return IntStream.range(0, 12 * each).mapToObj(i -> image(i % 12)).toList();
    }

    private ProducerRecord<byte[], byte[]> image(int partition) {
        return new ProducerRecord<>(NAME + "-images", partition, null, fixture.good(NAME));
    }

    private static AtomicReference<ExitReason> endOf(StreamApp app) {
        AtomicReference<ExitReason> end = new AtomicReference<>();
        Thread waiting = new Thread(
                () -> {
                    try {
                        end.set(app.awaitEnd());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "awaits-end");
        waiting.setDaemon(true);
        waiting.start();
        return end;
    }

    /** A fault of the stream's own that the record at that offset brings out, where nothing catches it. */
    private static UnaryOperator<TopologyParts> fatalAt(long offset) {
        return parts -> parts.watchedBy(
                new RecordObserver() {
                    @Override
                    public void read(SourceRecord record) {
                        if (record.id().offset() == offset) {
                            throw new IllegalStateException("felled on purpose");
                        }
                    }
                },
                parts.trace());
    }

    /** Deaths of stream threads are what this is about. */
    private static ConditionFactory patiently() {
        return await().dontCatchUncaughtExceptions().atMost(TWO_MINUTES);
    }
}
