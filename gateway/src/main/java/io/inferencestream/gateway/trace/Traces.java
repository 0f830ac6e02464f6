package io.inferencestream.gateway.trace;

import io.inferencestream.gateway.config.GatewaySettings;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Begins to follow requests, as the settings want it. Thread-safe. */
public interface Traces extends AutoCloseable {
    /** Hands traces on, and sends no span. */
    Traces OFF = (method, route, traceparent) -> new Unfollowed(traceparent, ThreadLocalRandom.current());

    /** Begins to trace, if the settings name a collector; that it is there is not checked. */
    static Traces start(GatewaySettings settings) {
        return settings.tracing()
                .endpoint()
                .map(endpoint -> Exporting.to(
                        endpoint,
                        settings.tracing().rootPercent(),
                        settings.application() + "-gateway",
                        ManagementFactory.getRuntimeMXBean().getName()))
                .orElse(OFF);
    }

    /**
     * A request for predictions has come.
     *
     * @param route as it stands in the description, such as {@code /v2/models/{model}/infer}
     * @param traceparent as the caller sends it; null where it sends none
     */
    RequestTrace begin(String method, String route, @Nullable String traceparent);

    /** Sends what is left, and ends; takes at most some seconds. */
    @Override
    default void close() {}
}
