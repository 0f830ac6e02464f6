package io.inferencestream.gateway.live;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.outcome.Outcome;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts outcomes by the second, for the last two minutes.
 *
 * <p>Thread-safe. Of each second at most 4,096 latencies are kept, the first ones.
 */
public final class LiveStatistics {
    private static final int SECONDS = 120;
    private static final int MAX_LATENCIES = 4_096;
    private static final double MICROS_IN_MILLI = 1_000;
    private static final long UNKNOWN = -1;
    private static final int LAG_SECONDS = 4;

    private static final Bucket EMPTY = new Bucket(0, 0);

    private final Clock clock;
    private final Deque<Bucket> buckets = new ArrayDeque<>();
    private final ModelStatistics models = new ModelStatistics();

    /**
     * One second.
     *
     * @param second since 1970-01-01T00:00Z
     * @param p50 median of the time at the stream's stations, milliseconds; so are the others
     * @param batchSize mean size of the batches that images were in
     * @param lag images on the topic that the stream had not committed; -1 where it is not known
     * @param work predictions by instance and partition, {@code INSTANCE\tPARTITION}
     */
    public record Second(
            long second,
            long predicted,
            long rejected,
            double p50,
            double p95,
            double p99,
            double batchSize,
            long lag,
            Map<String, Long> work) {}

    private static final class Bucket {
        final long second;
        final long[] latencies;
        long predicted;
        long rejected;
        long batchSizes;
        long lag = UNKNOWN;
        final Map<String, Long> work = new HashMap<>();

        Bucket(long second, int max) {
            this.second = second;
            this.latencies = new long[max];
        }

        Second summary(long second, long lag) {
            long[] sorted = Arrays.copyOf(latencies, (int) Math.min(predicted, latencies.length));
            Arrays.sort(sorted);
            return new Second(
                    second,
                    predicted,
                    rejected,
                    percentile(sorted, 0.50),
                    percentile(sorted, 0.95),
                    percentile(sorted, 0.99),
                    predicted == 0 ? 0 : (double) batchSizes / predicted,
                    lag,
                    Map.copyOf(work));
        }

        private static double percentile(long[] sorted, double share) {
            return sorted.length == 0
                    ? 0
                    : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / MICROS_IN_MILLI;
        }
    }

    /** Counts by the clock of the gateway, when outcomes are seen. */
    public LiveStatistics(Clock clock) {
        this.clock = clock;
    }

    /** Counts an outcome. */
    public synchronized void count(Outcome outcome) {
        Bucket bucket = current();
        outcome.fold(
                predicted -> {
                    PredictionEvent event = predicted.event();
                    models.count(event);
                    StationTimings timings = event.getTimings();
                    if (bucket.predicted < MAX_LATENCIES) {
                        bucket.latencies[(int) bucket.predicted] = timings.getQueueMicros()
                                + timings.getDecodeMicros()
                                + timings.getBatchWaitMicros()
                                + timings.getInferenceMicros();
                    }
                    bucket.predicted++;
                    bucket.batchSizes += event.getBatchSize();
                    bucket.work.merge(event.getInstance() + "\t" + event.getInputPartition(), 1L, Long::sum);
                    return bucket;
                },
                rejected -> {
                    bucket.rejected++;
                    return bucket;
                });
    }

    /** The predictions by model. */
    public ModelStatistics models() {
        return models;
    }

    /** Notes how many images wait; it stands for the next seconds too, until it is told again. */
    public synchronized void lag(long images) {
        current().lag = images;
    }

    private Bucket current() {
        long second = clock.millis() / 1_000;
        Bucket last = buckets.peekLast();
        if (last == null || last.second < second) {
            last = new Bucket(second, MAX_LATENCIES);
            buckets.add(last);
            while (buckets.getFirst().second < second - SECONDS) {
                buckets.removeFirst();
            }
        }
        return last;
    }

    /** The seconds that are over, oldest first, those without an outcome too. */
    public synchronized List<Second> seconds() {
        long now = clock.millis() / 1_000;
        Map<Long, Bucket> bySecond = new HashMap<>();
        buckets.forEach(bucket -> bySecond.put(bucket.second, bucket));
        List<Second> seconds = new ArrayList<>(SECONDS);
        long lag = UNKNOWN;
        long toldAt = 0;
        for (long second = now - SECONDS; second < now; second++) {
            Bucket bucket = bySecond.getOrDefault(second, EMPTY);
            if (bucket.lag != UNKNOWN) {
                lag = bucket.lag;
                toldAt = second;
            }
            seconds.add(bucket.summary(second, second - toldAt < LAG_SECONDS ? lag : UNKNOWN));
        }
        return seconds;
    }
}
