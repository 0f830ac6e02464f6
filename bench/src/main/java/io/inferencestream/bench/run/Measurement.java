package io.inferencestream.bench.run;

import io.inferencestream.bench.limit.LimitResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one contestant in one round.
 *
 * @param round from 1
 * @param sustained how much it can do; null where it is the limit, or failed
 * @param latencies how long answers take, by load; empty where that was not asked
 * @param limit where the contestant is the limit, its best placement
 * @param limitBeside images a second of the limit, the mean of just before and just after; 0 where it is the limit itself
 * @param loadAverage of the machine just before: what others did to it, or the contestant before this one
 * @param failure why something is missing; null where nothing is
 */
public record Measurement(
        int round,
        String workload,
        String contestant,
        @Nullable Sustained sustained,
        List<Latency> latencies,
        @Nullable LimitResult limit,
        double limitBeside,
        double loadAverage,
        @Nullable String failure) {
    public Measurement {
        latencies = List.copyOf(latencies);
    }

    /** Images a second; 0 where the contestant failed. */
    public double rate() {
        if (limit != null) {
            return limit.imagesPerSecond();
        }
        return sustained == null ? 0 : sustained.imagesPerSecond();
    }

    /** The rate as a share of the limit at that moment. */
    private double share() {
        return rate() / limitBeside;
    }

    /** This rate over another's of the same round, each against the machine's pace when it was measured. */
    public double over(Measurement other) {
        if (other.limit != null && limitBeside > 0) {
            return share();
        }
        if (limit != null && other.limitBeside > 0) {
            return 1 / other.share();
        }
        boolean arePaced = limitBeside > 0 && other.limitBeside > 0;
        return arePaced ? share() / other.share() : rate() / other.rate();
    }

    /**
     * What a contestant does with a backlog before it.
     *
     * @param imagesPerSecond answered, as a reader of committed records sees it
     * @param appCpuMillis processor time of the contestant for an image
     * @param brokerCpuMillis processor time of the broker for an image
     * @param meanBatch images that the model saw at once, in the mean over batches
     * @param residentBytes most memory that its process held
     * @param images answered while it was measured
     * @param seconds for which it was measured
     * @param checked answers whose first class was compared with the model's own
     */
    public record Sustained(
            double imagesPerSecond,
            double appCpuMillis,
            double brokerCpuMillis,
            double meanBatch,
            long residentBytes,
            long images,
            double seconds,
            int checked) {}

    /**
     * How long answers take at one load, from when an image was due to when a reader of committed records had its
     * prediction.
     *
     * @param loadPercent of the contestant's own sustained rate
     * @param offeredPerSecond images a second on the schedule
     * @param p50Millis half are quicker
     * @param p95Millis of twenty, nineteen are quicker
     * @param p99Millis of a hundred, ninety-nine are quicker
     * @param worstMillis the slowest
     * @param sent images sent
     * @param missing images without an answer
     * @param doubles images with more than one
     * @param meanBatch as for {@link Sustained}
     * @param appCpuMillis as for {@link Sustained}
     */
    public record Latency(
            int loadPercent,
            double offeredPerSecond,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double worstMillis,
            int sent,
            int missing,
            int doubles,
            double meanBatch,
            double appCpuMillis) {}
}
