package io.inferencestream.stream.trace;

import io.inferencestream.core.batch.BatchItem;
import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.schemas.header.TraceParent;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.topology.RecordTrace;
import io.inferencestream.tracing.Parents;
import io.inferencestream.tracing.SpanKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what happens to records: one for each record from reading to its outcome, below the one that its
 * {@code traceparent} names; below that, one for each station it passed; and one for each batch, with links to its
 * records.
 *
 * <p>Thread-safe. A record whose trace is not sampled costs a header's look-up and is forgotten.
 */
/*
 * The spans of the stations are made when the outcome is there, out of the timings that it brings, so that no station
 * knows of tracing: they end at the moment the model had answered, and lie before it as long as they took.
 */
public final class StreamTrace implements RecordTrace, BatchObserver {
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> DEVICE = AttributeKey.stringKey("inference.device");
    private static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("inference.batch.size");
    private static final AttributeKey<Long> PREDICTOR = AttributeKey.longKey("inference.predictor");
    private static final AttributeKey<String> CLOSED_BY = AttributeKey.stringKey("inference.batch.closed_by");

    private final Tracer tracer;
    private final Map<RecordId, Span> records = new ConcurrentHashMap<>();
    private final Map<Worker, Span> batches = new ConcurrentHashMap<>();

    private record Worker(ModelId model, int predictor) {}

    public StreamTrace(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public void read(SourceRecord record) {
        Span span = tracer.spanBuilder("process " + record.id().topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Parents.context(TraceParent.of(record.headers())))
                .startSpan();
        if (span.getSpanContext().isSampled()) {
            span.setAllAttributes(place(record.id()));
            records.put(record.id(), span);
        }
    }

    private static Attributes place(RecordId id) {
        return Attributes.of(
                SpanKeys.TOPIC, id.topic(), PARTITION, Integer.toString(id.partition()), OFFSET, id.offset());
    }

    /** A prediction says that it came out of this span; a dead letter keeps the record's own headers. */
    @Override
    public void emitting(SourceRecord record, Outcome outcome, Headers outgoing) {
        Span span = records.remove(record.id());
        if (span == null) {
            return;
        }
        if (outcome instanceof Prediction prediction) {
            stations(span, prediction);
            span.setAttribute(SpanKeys.MODEL, prediction.model().toString());
            span.setAttribute(DEVICE, prediction.device());
            Parents.of(span).set(outgoing);
        } else {
            Rejection rejection = (Rejection) outcome;
            span.setAttribute(SpanKeys.REASON, rejection.reason().name());
            span.setStatus(StatusCode.ERROR, rejection.detail());
        }
        span.end();
    }

    private void stations(Span record, Prediction prediction) {
        Timings timings = prediction.timings();
        long predicted = TimeUnit.MILLISECONDS.toNanos(prediction.predictedAtMillis());
        long batched = predicted - timings.inferenceNanos();
        long decoded = batched - timings.batchWaitNanos();
        long decoding = decoded - timings.decodeNanos();
        Context parent = Context.root().with(record);
        station(parent, "queue", decoding - timings.queueNanos(), decoding);
        station(parent, "decode", decoding, decoded);
        station(parent, "batch", decoded, batched);
        station(parent, "predict", batched, predicted);
    }

    private void station(Context parent, String name, long startNanos, long endNanos) {
        tracer.spanBuilder(name)
                .setParent(parent)
                .setStartTimestamp(startNanos, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(endNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void forgotten(RecordId record) {
        Span span = records.remove(record);
        if (span != null) {
            span.setStatus(StatusCode.ERROR, "given up without an outcome; it will be read again");
            span.end();
        }
    }

    /** A batch belongs to many traces at once, so it begins one of its own, with links; none where no record is traced. */
    @Override
    public void taken(ModelId model, int predictor, List<? extends BatchItem> images) {
        SpanBuilder builder = null;
        for (BatchItem image : images) {
            Span record = records.get(image.id());
            if (record != null) {
                builder = builder == null ? batch(model, predictor, images.size(), record) : builder;
                builder.addLink(record.getSpanContext());
            }
        }
        if (builder != null) {
            batches.put(new Worker(model, predictor), builder.startSpan());
        }
    }

    /** Below its first traced record, so that it is sampled as that is, and found from there. */
    private SpanBuilder batch(ModelId model, int predictor, int size, Span first) {
        return tracer.spanBuilder("batch " + model.name())
                .setParent(Context.root().with(first))
                .setAttribute(SpanKeys.MODEL, model.toString())
                .setAttribute(PREDICTOR, (long) predictor)
                .setAttribute(BATCH_SIZE, (long) size);
    }

    @Override
    public void ran(ModelId model, int predictor, ClosedBy closedBy, int images, long busyNanos) {
        Span span = batches.isEmpty() ? null : batches.remove(new Worker(model, predictor));
        end(span, closedBy);
    }

    private static void end(@Nullable Span span, ClosedBy closedBy) {
        if (span != null) {
            span.setAttribute(CLOSED_BY, closedBy.name().toLowerCase(java.util.Locale.ROOT));
            span.end();
        }
    }
}
