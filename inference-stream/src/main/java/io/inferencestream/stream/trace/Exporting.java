package io.inferencestream.stream.trace;

import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.tracing.TraceExport;
import java.net.URI;

/** Tracing that is on: what is loaded of OpenTelemetry is loaded from here. */
final class Exporting {
    private Exporting() {}

    static Tracing to(URI endpoint, StreamSettings settings) {
        TraceExport export =
                TraceExport.to(endpoint, settings.tracing().rootPercent(), settings.application(), settings.instance());
        StreamTrace trace = new StreamTrace(export.tracer());
        return new Tracing(trace, trace, export::close);
    }
}
