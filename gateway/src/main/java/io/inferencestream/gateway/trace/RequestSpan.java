package io.inferencestream.gateway.trace;

import io.inferencestream.gateway.request.ImageTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** The span of a request, and those below it. */
final class RequestSpan implements RequestTrace {
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> IMAGE_ID = AttributeKey.stringKey("inference.image.id");
    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Span span;
    private final Context below;
    private final Span receiving;

    RequestSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
        this.below = Context.root().with(span);
        this.receiving = tracer.spanBuilder("receive").setParent(below).startSpan();
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public void received() {
        receiving.end();
    }

    @Override
    public ImageTrace image(String id) {
        return new ImageSpan(
                tracer,
                tracer.spanBuilder("image")
                        .setParent(below)
                        .setAttribute(IMAGE_ID, id)
                        .startSpan());
    }

    /** A body that never came whole is said to have been received until now. */
    @Override
    public void answered(int status) {
        receiving.end();
        span.setAttribute(STATUS, status);
        if (status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
