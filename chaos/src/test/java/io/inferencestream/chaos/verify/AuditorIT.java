package io.inferencestream.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.Cluster;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.cluster.registry.DevelopmentRegistry;
import io.inferencestream.cluster.registry.RegistryOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audit of topics whose outcomes are written by hand finds each way in which a stream could be wrong. */
final class AuditorIT {
    /** In turn on two partitions: 0, 2 and 4 on the first, 1, 3 and 5 on the second. */
    private static final List<Specimen> SPECIMENS = List.of(
            Specimen.GOOD,
            Specimen.GOOD,
            Specimen.GOOD,
            Specimen.TRUNCATED,
            Specimen.WITHOUT_TIME,
            Specimen.FORBIDDEN_SCHEMA);

    private static final AtomicInteger STREAMS = new AtomicInteger();

    private static LocalBroker broker;
    private static DevelopmentRegistry registry;

    private final StreamTopics topics = new StreamTopics("audit-" + STREAMS.incrementAndGet(), 2);
    private WrittenOutcomes stream;

    @BeforeAll
    static void start() {
        broker = LocalBroker.start(BrokerOptions.defaults());
        registry = DevelopmentRegistry.start(RegistryOptions.defaults());
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void sendImages() throws Exception {
        try (Cluster cluster = new Cluster(broker.bootstrapServers(), topics)) {
            cluster.createTopics();
        }
        stream = new WrittenOutcomes(broker.bootstrapServers(), registry.url().toString(), topics);
        stream.send(SPECIMENS);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void passesOneOutcomeOfEachAndCountsNoneThatWasAborted() {
        stream.abort(() -> stream.predict(0, 1, 2));
        stream.commit(() -> {
            stream.predict(0, 1, 2, 4);
            rejectTheBad();
        });

        Verdict verdict = audit(false);

        assertThat(verdict).isEqualTo(new Verdict(6, 4, 2, 0, 0, 0, 0, 0, 0, List.of()));
        assertThat(verdict.holds(true)).isTrue();
    }

    @Test
    void findsAnOutcomeThatIsLostAndOneThatWasOnlyAborted() {
        stream.abort(() -> stream.predict(4));
        stream.commit(() -> {
            stream.predict(0, 2);
            rejectTheBad();
        });

        Verdict verdict = audit(true);

        assertThat(verdict.missing()).isEqualTo(2);
        assertThat(verdict.holds(false)).isFalse();
        assertThat(verdict.findings())
                .containsExactlyInAnyOrder(
                        "0@2: Label[number=4, specimen=WITHOUT_TIME] has no outcome",
                        "1@0: Label[number=1, specimen=GOOD] has no outcome");
    }

    @Test
    void findsAnOutcomeThatIsDoubled() {
        stream.commit(() -> {
            stream.predict(0, 1, 2, 4);
            rejectTheBad();
        });
        stream.commit(() -> stream.predict(2, 4));

        Verdict exactlyOnce = audit(false);
        Verdict atLeastOnce = audit(true);

        assertThat(exactlyOnce.doubled()).isEqualTo(2);
        assertThat(exactlyOnce.holds(true)).isFalse();
        assertThat(exactlyOnce.findings()).anyMatch(line -> line.startsWith("0@1: outcome number 2"));
        assertThat(atLeastOnce.doubled()).isEqualTo(2);
        assertThat(atLeastOnce.holds(false)).isTrue();
    }

    @Test
    void findsAnOutcomeThatStandsBehindALaterRecords() {
        stream.commit(() -> {
            stream.predict(0, 1, 4, 2);
            rejectTheBad();
        });

        for (boolean mayRepeat : new boolean[] {true, false}) {
            Verdict verdict = audit(mayRepeat);

            assertThat(verdict.reordered()).isEqualTo(1);
            assertThat(verdict.holds(!mayRepeat)).isFalse();
        }
    }

    @Test
    void findsAnotherReasonAGoodImageRejectedAndALetterThatIsNotTheRecord() {
        stream.commit(() -> {
            stream.predict(0, 1, 4);
            stream.reject(2, "CORRUPT_IMAGE");
            stream.reject(3, "CORRUPT_IMAGE", new byte[] {7});
            stream.reject(5, "UNKNOWN_MODEL");
        });

        Verdict verdict = audit(true);

        assertThat(verdict.misjudged()).isEqualTo(2);
        assertThat(verdict.altered()).isEqualTo(1);
        assertThat(verdict.holds(false)).isFalse();
    }

    @Test
    void findsARecordThatWasAcknowledgedAndIsGone() {
        stream.commit(() -> {
            stream.predict(0, 1, 2, 4);
            rejectTheBad();
        });

        Verdict verdict = auditor().audit(false, stream.acknowledged() + 1);

        assertThat(verdict.strangers()).isEqualTo(1);
        assertThat(verdict.holds(true)).isFalse();
    }

    @Test
    void refusesOutcomesOfAnotherTopic() {
        stream.commit(() -> stream.predictAs(0, "others-images"));

        assertThatThrownBy(() -> audit(false)).hasMessageContaining("others-images");
    }

    @Test
    void refusesWhatIsNoOutcome() {
        stream.commit(() -> stream.babble(1));

        assertThatThrownBy(() -> audit(false)).hasMessageContaining(topics.predictions() + "-1@0");
    }

    private void rejectTheBad() {
        stream.reject(3, "CORRUPT_IMAGE");
        stream.reject(5, "UNREADABLE_EVENT");
    }

    private Verdict audit(boolean mayRepeat) {
        return auditor().audit(mayRepeat, stream.acknowledged());
    }

    private Auditor auditor() {
        return new Auditor(broker.bootstrapServers(), registry.url().toString(), topics);
    }
}
