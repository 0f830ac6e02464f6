package io.inferencestream.gateway.trace;

import io.inferencestream.event.ModelIdentity;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.request.ImageTrace;
import io.inferencestream.schemas.outcome.Predicted;
import io.inferencestream.schemas.outcome.Rejected;
import io.inferencestream.tracing.Parents;
import io.inferencestream.tracing.SpanKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The span of an image, from being asked for until its outcome is here, and those of its records. */
final class ImageSpan implements ImageTrace {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");

    private final Tracer tracer;
    private final Span span;

    ImageSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    @Override
    public Sending sending(String topic) {
        Span sending = tracer.spanBuilder("send " + topic)
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(Context.root().with(span))
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(SpanKeys.TOPIC, topic)
                .startSpan();
        return new SendSpan(sending);
    }

    /** Ends with the broker's word. */
    private record SendSpan(Span span) implements Sending {
        @Override
        public String traceparent() {
            return Parents.of(span).toString();
        }

        @Override
        public void done(@Nullable Exception failure) {
            if (failure != null) {
                fail(span, failure);
            }
            span.end();
        }
    }

    @Override
    public void until(CompletableFuture<IndexedOutcome> outcome) {
        outcome.whenComplete((its, failure) -> {
            if (failure == null) {
                its.outcome().fold(this::predicted, this::rejected).end();
            } else {
                fail(span, failure);
                span.end();
            }
        });
    }

    private Span predicted(Predicted predicted) {
        ModelIdentity model = predicted.event().getModel();
        return span.setAttribute(SpanKeys.MODEL, model.getName() + "/" + model.getVersion());
    }

    private Span rejected(Rejected rejected) {
        return span.setAttribute(SpanKeys.REASON, rejected.reason()).setStatus(StatusCode.ERROR, rejected.detail());
    }

    private static void fail(Span span, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        span.setStatus(StatusCode.ERROR, cause.toString());
    }
}
