package io.inferencestream.stream.observe;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Everything in a registry, in Prometheus' text format. Thread-safe. */
final class MetricsPage {
    /** Prometheus' text format. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsPage(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    String text() {
        return registry.scrape(TYPE);
    }
}
