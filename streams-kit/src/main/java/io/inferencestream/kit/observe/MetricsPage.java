package io.inferencestream.kit.observe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Everything in a registry, in Prometheus' text format. Thread-safe. */
public final class MetricsPage {
    /** Prometheus' text format. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int USUAL_BYTES = 1 << 18;

    private final PrometheusMeterRegistry registry;

    public MetricsPage(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    byte[] bytes() {
        ByteArrayOutputStream page = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            registry.scrape(page, TYPE);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return page.toByteArray();
    }
}
