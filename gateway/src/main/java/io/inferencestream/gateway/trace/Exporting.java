package io.inferencestream.gateway.trace;

import io.inferencestream.tracing.TraceExport;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Tracing that is on: what is loaded of OpenTelemetry is loaded from here. */
final class Exporting implements Traces {
    private final TraceExport export;
    private final SpanTraces spans;

    private Exporting(TraceExport export) {
        this.export = export;
        this.spans = new SpanTraces(export.tracer());
    }

    static Traces to(URI endpoint, int rootPercent, String service, String instance) {
        return new Exporting(TraceExport.to(endpoint, rootPercent, service, instance));
    }

    @Override
    public RequestTrace begin(String method, String route, @Nullable String traceparent) {
        return spans.begin(method, route, traceparent);
    }

    @Override
    public void close() {
        export.close();
    }
}
