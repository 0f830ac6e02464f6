package io.inferencestream.stream.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Counting goes on for every record, so it must cost next to nothing. */
final class CountingTest {
    private static final int RECORDS = 100_000;

    @Test
    void allocatesNothingForARecordOnceItIsCompiled() throws Exception {
        ObservationCost cost = new ObservationCost();
        try (Observation observation =
                Observation.start(new StreamSettings.Observe("127.0.0.1", OptionalInt.of(0)), Map::of)) {
            StreamMetrics metrics = observation.metrics(cost.models());

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(cost.allocated(metrics, RECORDS)).isLessThan(RECORDS));
        }
    }
}
