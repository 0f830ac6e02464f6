package io.inferencestream.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is counted of a model is the sum of its predictions. */
class ModelStatisticsTest {
    private final ModelStatistics statistics = new ModelStatistics();

    @Test
    void sumsByModelAndVersion() {
        statistics.count(event("toy", "1", 2, 5_000));
        statistics.count(event("toy", "1", 2, 4_000));
        statistics.count(event("toy", "2", 1, 6_000));

        assertThat(statistics.counts())
                .containsExactly(
                        new ModelStatistics.Count("toy", "1", 5_000, 2, 1.0, 80, 40, 80),
                        new ModelStatistics.Count("toy", "2", 6_000, 1, 1.0, 40, 20, 40));
        assertThat(statistics.counts().get(0).micros()).isEqualTo(200);
    }

    private static PredictionEvent event(String model, String version, int batchSize, long predictedAt) {
        PredictionEvent event = new PredictionEvent();
        event.setModel(new ModelIdentity(model, version, "0"));
        event.setBatchSize(batchSize);
        event.setPredictedAt(Instant.ofEpochMilli(predictedAt));
        StationTimings timings = new StationTimings();
        timings.setQueueMicros(10L);
        timings.setDecodeMicros(20L);
        timings.setBatchWaitMicros(30L);
        timings.setInferenceMicros(40L);
        event.setTimings(timings);
        return event;
    }
}
