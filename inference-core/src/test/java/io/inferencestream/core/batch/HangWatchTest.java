package io.inferencestream.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HangWatchTest {
    private static final ModelId MODEL = new ModelId("fake", "1");
    private static final Duration TIMEOUT = Duration.ofMillis(4);
    private static final List<RecordId> RECORDS = List.of(new RecordId("images", 3, 1234));

    private final ManualTicker ticker = new ManualTicker();
    private final FailureLog failures = new FailureLog();
    private final HangWatch watch = new HangWatch(MODEL, TIMEOUT, failures, ticker);
    private final HangWatch.Probe probe = watch.newProbe();

    @Test
    void namesTheRecordsOfABatchThatIsOverdueOnce() {
        probe.begin(RECORDS);
        ticker.advance(TIMEOUT.plusNanos(1));

        for (int i = 0; i < 5; i++) {
            watch.check();
        }

        assertThat(failures.hung()).containsExactly(RECORDS);
    }

    @Test
    void aBatchMayTakeTheWholeTimeout() {
        probe.begin(RECORDS);
        ticker.advance(TIMEOUT);

        watch.check();
        watch.check();

        assertThat(failures.hung()).isEmpty();
    }

    @Test
    void aProcessThatStoodStillGivesItsEngineAChanceToGoOn() {
        probe.begin(RECORDS);
        ticker.advance(Duration.ofHours(1));
        watch.check();
        probe.end();

        watch.check();

        assertThat(failures.hung()).isEmpty();
    }

    @Test
    void twoBatchesOfTheSameRecordsAreReportedEach() {
        for (int i = 0; i < 2; i++) {
            probe.begin(RECORDS);
            ticker.advance(TIMEOUT.plusNanos(1));
            watch.check();
            watch.check();
            probe.end();
        }

        assertThat(failures.hung()).containsExactly(RECORDS, RECORDS);
    }

    @Test
    void timeBetweenBatchesDoesNotCount() {
        probe.begin(RECORDS);
        probe.end();
        ticker.advance(TIMEOUT.multipliedBy(2));
        watch.check();
        probe.begin(RECORDS);

        watch.check();
        watch.check();

        assertThat(failures.hung()).isEmpty();
    }

    @Test
    void everyPredictorIsWatched() {
        List<RecordId> others = List.of(new RecordId("images", 4, 1));
        probe.begin(RECORDS);
        watch.newProbe().begin(others);
        ticker.advance(TIMEOUT.plusNanos(1));

        watch.check();
        watch.check();

        assertThat(failures.hung()).containsExactlyInAnyOrder(RECORDS, others);
    }

    @Test
    void looksByItselfOnceStarted() {
        watch.start();
        probe.begin(RECORDS);

        ticker.advance(TIMEOUT.plusNanos(1));

        await().untilAsserted(() -> assertThat(failures.hung()).containsExactly(RECORDS));
        watch.close();
    }

    @Test
    void refusesATimeoutOfZero() {
        assertThatThrownBy(() -> new HangWatch(MODEL, Duration.ZERO, failures, ticker))
                .hasMessageContaining("predictTimeout must be above zero: PT0S");
    }
}
