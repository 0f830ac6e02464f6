package io.inferencestream.gateway.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The gateway's meters, and their page in Prometheus' text format.
 *
 * <p>Thread-safe. No label has a value that a caller chooses: routes are those of the description, statuses HTTP's.
 */
public final class GatewayMeters implements AutoCloseable {
    /** The media type of the page. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** From a millisecond to the longest that a request may wait by default. */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public GatewayMeters() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * Counts a call that is answered, with the time that it took.
     *
     * @param route as it stands in the description, such as {@code /predictions/{id}}; {@code none} where there is none
     */
    public void answered(String method, String route, int status, Duration took) {
        Timer.builder("gateway.request")
                .description("Calls answered, by route, and the time from the first byte to the answer.")
                .tags(Tags.of("method", method, "route", route, "status", Integer.toString(status)))
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(took);
    }

    /** Shows a value as it is when it is read. */
    public void show(GatewayGauge gauge, DoubleSupplier value) {
        Gauge.builder(gauge.dotted(), value::getAsDouble)
                .description(gauge.description())
                .strongReference(true)
                .register(registry);
    }

    /** All meters as they are now, in {@link #TYPE}. */
    public String page() {
        return registry.scrape(TYPE);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
