package io.inferencestream.stream.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Makes meters in a registry, under the names of {@link Metric} and no others. Thread-safe. */
final class Meters {
    /** From a tenth of a millisecond to ten seconds, 1 : 2.5 : 5. */
    private static final Duration[] TIMES = LongStream.of(
                    100,
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000)
            .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
            .toArray(Duration[]::new);

    /** From ten milliseconds to an hour. */
    private static final Duration[] LONG_TIMES = LongStream.of(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final double[] SIZES =
            DoubleStream.iterate(1, size -> 2 * size).limit(11).toArray();

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(Metric metric, Tags tags) {
        return Counter.builder(metric.dotted())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    Counter seconds(Metric metric, Tags tags) {
        return Counter.builder(metric.dotted())
                .description(metric.description())
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    Timer histogram(Metric metric, Tags tags) {
        return timer(metric, tags, TIMES);
    }

    /** A histogram of times that may be long. */
    Timer longHistogram(Metric metric, Tags tags) {
        return timer(metric, tags, LONG_TIMES);
    }

    private Timer timer(Metric metric, Tags tags, Duration[] bounds) {
        return Timer.builder(metric.dotted())
                .description(metric.description())
                .serviceLevelObjectives(bounds)
                .tags(tags)
                .register(registry);
    }

    /** A histogram of batch sizes, in powers of two. */
    DistributionSummary sizes(Metric metric, Tags tags) {
        return DistributionSummary.builder(metric.dotted())
                .description(metric.description())
                .serviceLevelObjectives(SIZES)
                .tags(tags)
                .register(registry);
    }

    void gauge(Metric metric, Tags tags, Supplier<Number> value) {
        Gauge.builder(metric.dotted(), value)
                .description(metric.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
