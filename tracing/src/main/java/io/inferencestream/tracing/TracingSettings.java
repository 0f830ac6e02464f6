package io.inferencestream.tracing;

import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Texts.httpAddress;

import io.inferencestream.settings.Section;
import java.net.URI;
import java.util.Optional;

/**
 * Whether a program traces, and where it sends its spans.
 *
 * @param endpoint where the collector takes OTLP over HTTP; empty for no tracing
 * @param rootPercent how many of a hundred that come without a trace begin one; from 0 to 100
 */
public record TracingSettings(Optional<URI> endpoint, int rootPercent) {
    /**
     * Reads the section {@code tracing}.
     *
     * @param traced what the program follows, in the plural, such as {@code images}
     */
    public static TracingSettings read(Section keys, String traced) {
        return new TracingSettings(
                keys.value("endpoint", httpAddress().orNone(), "", """
                        Where an OpenTelemetry collector takes OTLP over HTTP, such as \
                        http://127.0.0.1:4318/v1/traces. Empty: no tracing."""),
                keys.value("rootPercent", count(0, 100), "0", """
                        How many of a hundred %s that come without a traceparent header begin a trace. Those that \
                        come with one follow what it says.""".formatted(traced)));
    }
}
