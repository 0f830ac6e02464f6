package io.inferencestream.gateway.live;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts predictions by model and version since the gateway began to read outcomes. Thread-safe. */
public final class ModelStatistics {
    private final Map<String, Count> counts = new TreeMap<>();

    /**
     * What was counted of one version of a model.
     *
     * @param lastMillis when the newest of them was predicted, since 1970-01-01T00:00Z
     * @param images predicted
     * @param batches that they were in; those of other readers too, so it is a share of each
     * @param queueMicros all of them have waited, in the topic and for their batch; so are the others
     */
    public record Count(
            String name,
            String version,
            long lastMillis,
            long images,
            double batches,
            long queueMicros,
            long decodeMicros,
            long inferenceMicros) {
        /** All that the stream's stations took. */
        public long micros() {
            return queueMicros + decodeMicros + inferenceMicros;
        }
    }

    /** Counts a prediction. */
    public synchronized void count(PredictionEvent event) {
        String name = event.getModel().getName();
        String version = event.getModel().getVersion();
        counts.compute(
                name + "/" + version,
                (key, before) -> sum(before == null ? new Count(name, version, 0, 0, 0, 0, 0, 0) : before, event));
    }

    private static Count sum(Count before, PredictionEvent event) {
        StationTimings timings = event.getTimings();
        return new Count(
                before.name(),
                before.version(),
                Math.max(before.lastMillis(), event.getPredictedAt().toEpochMilli()),
                before.images() + 1,
                before.batches() + 1.0 / event.getBatchSize(),
                before.queueMicros() + timings.getQueueMicros() + timings.getBatchWaitMicros(),
                before.decodeMicros() + timings.getDecodeMicros(),
                before.inferenceMicros() + timings.getInferenceMicros());
    }

    /** What was counted, by name and version. */
    public synchronized List<Count> counts() {
        return List.copyOf(counts.values());
    }
}
