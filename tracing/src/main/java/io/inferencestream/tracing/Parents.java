package io.inferencestream.tracing;

import io.inferencestream.schemas.header.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;

/** From the header {@code traceparent} to the span that it names, and back. */
public final class Parents {
    private Parents() {}

    /** What a span is begun in so that it lies below the one that is named; where none is, it begins a trace. */
    public static Context context(Optional<TraceParent> parent) {
        return Context.root().with(Span.wrap(parent.map(Parents::remote).orElseGet(SpanContext::getInvalid)));
    }

    private static SpanContext remote(TraceParent parent) {
        return SpanContext.createFromRemoteParent(
                parent.traceId(), parent.spanId(), TraceFlags.fromHex(parent.flags(), 0), TraceState.getDefault());
    }

    /** Names a span to whoever goes on below it. */
    public static TraceParent of(Span span) {
        SpanContext context = span.getSpanContext();
        return new TraceParent(
                context.getTraceId(),
                context.getSpanId(),
                context.getTraceFlags().asHex());
    }
}
