package io.inferencestream.kit.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes meters in a registry, under the names of {@link Metric} and no others. Not thread-safe; the meters are. */
/*
 * Histograms are Prometheus' own, in the registry that Micrometer's meters end up in: Micrometer's keep a maximum and a
 * window beside the buckets, and cost a record several times as much.
 */
public final class Meters {
    /** From a tenth of a millisecond to ten seconds. */
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    /** From ten milliseconds to an hour. */
    private static final double[] LONG_SECONDS = {
        0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600
    };

    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final MeterRegistry registry;
    private final @Nullable PrometheusRegistry histograms;
    private final Map<Metric, Histogram> made = new EnumMap<>(Metric.class);

    /** A distribution of values. Thread-safe. */
    public interface Distribution {
        void observe(double value);
    }

    /** @param histograms where histograms go; null where nobody will look */
    public Meters(MeterRegistry registry, @Nullable PrometheusRegistry histograms) {
        this.registry = registry;
        this.histograms = histograms;
    }

    public Counter counter(Metric metric, Tags tags) {
        return Counter.builder(metric.dotted())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    public Counter seconds(Metric metric, Tags tags) {
        return Counter.builder(metric.dotted())
                .description(metric.description())
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    /** A histogram of seconds. */
    public Distribution times(Metric metric, Tags tags) {
        return distribution(metric, "_seconds", SECONDS, tags);
    }

    /** A histogram of seconds that may be many. */
    public Distribution longTimes(Metric metric, Tags tags) {
        return distribution(metric, "_seconds", LONG_SECONDS, tags);
    }

    /** A histogram of batch sizes. */
    public Distribution sizes(Metric metric, Tags tags) {
        return distribution(metric, "", SIZES, tags);
    }

    private Distribution distribution(Metric metric, String unit, double[] bounds, Tags tags) {
        if (histograms == null) {
            return value -> {};
        }
        PrometheusRegistry target = histograms;
        Histogram histogram = made.computeIfAbsent(
                metric,
                key -> Histogram.builder()
                        .name(metric.dotted().replace('.', '_') + unit)
                        .help(metric.description())
                        .labelNames(tags.stream().map(Tag::getKey).toArray(String[]::new))
                        .classicOnly()
                        .classicUpperBounds(bounds)
                        .withoutExemplars()
                        .register(target));
        DistributionDataPoint point =
                histogram.labelValues(tags.stream().map(Tag::getValue).toArray(String[]::new));
        return point::observe;
    }

    public void gauge(Metric metric, Tags tags, Supplier<Number> value) {
        Gauge.builder(metric.dotted(), value)
                .description(metric.description())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
