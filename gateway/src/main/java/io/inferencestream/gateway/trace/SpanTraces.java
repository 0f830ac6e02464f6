package io.inferencestream.gateway.trace;

import io.inferencestream.schemas.header.TraceParent;
import io.inferencestream.tracing.Parents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of requests: one for each from arrival to answer, below the one that its {@code traceparent} names; below that
 * {@code receive}, and for each image {@code image} until its outcome is here; below that {@code send} for each record of it,
 * which is what the stream's span lies below.
 */
final class SpanTraces implements Traces {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private final Tracer tracer;

    SpanTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public RequestTrace begin(String method, String route, @Nullable String traceparent) {
        Span span = tracer.spanBuilder(method + " " + route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(Parents.context(Optional.ofNullable(traceparent).flatMap(TraceParent::parse)))
                .setAttribute(METHOD, method)
                .setAttribute(ROUTE, route)
                .startSpan();
        return new RequestSpan(tracer, span);
    }
}
