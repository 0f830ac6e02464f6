package io.inferencestream.stream.observe;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.kit.lifecycle.StreamEvents;
import io.inferencestream.kit.observe.Meters;
import io.inferencestream.kit.observe.Meters.Distribution;
import io.inferencestream.kit.observe.Metric;
import io.inferencestream.stream.event.SourceRecord;
import io.inferencestream.stream.topology.RecordObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts what the stream does.
 *
 * <p>Thread-safe. Every meter is there from the start; counting allocates nothing. Tags come from closed lists: reasons,
 * stations, and the models served.
 */
public final class StreamMetrics implements RecordObserver, BatchObserver, StreamEvents {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final Counter records;
    private final Distribution recordTime;
    private final Distribution age;
    private final Distribution drainTime;
    private final Counter drainFailures;
    private final Counter outages;
    private final Counter outageSeconds;
    private final Counter threadDeaths;
    private final AtomicBoolean isPaused = new AtomicBoolean();
    private final Map<RejectionReason, Counter> rejections = new EnumMap<>(RejectionReason.class);
    private final Map<ModelId, ModelMeters> models = new HashMap<>();

    StreamMetrics(Meters meters, List<LoadedModel> served) {
        this.records = meters.counter(Metric.RECORDS, Tags.empty());
        this.recordTime = meters.times(Metric.RECORD_TIME, Tags.empty());
        this.age = meters.longTimes(Metric.AGE, Tags.empty());
        this.drainTime = meters.times(Metric.DRAIN_TIME, Tags.empty());
        this.drainFailures = meters.counter(Metric.DRAIN_FAILURES, Tags.empty());
        this.outages = meters.counter(Metric.OUTAGES, Tags.empty());
        this.outageSeconds = meters.seconds(Metric.OUTAGE_TIME, Tags.empty());
        this.threadDeaths = meters.counter(Metric.THREAD_DEATHS, Tags.empty());
        meters.gauge(Metric.PAUSED, Tags.empty(), () -> isPaused.get() ? 1 : 0);
        for (RejectionReason reason : RejectionReason.values()) {
            rejections.put(reason, meters.counter(Metric.REJECTIONS, Tags.of("reason", reason.name())));
        }
        served.forEach(model -> models.put(model.card().id(), new ModelMeters(meters, model)));
    }

    @Override
    public void read(SourceRecord record) {
        records.increment();
    }

    @Override
    public void emitted(SourceRecord record, Outcome outcome, long nanos) {
        recordTime.observe(nanos / NANOS);
        age.observe(Math.max(0, System.currentTimeMillis() - record.timestampMillis()) / MILLIS);
        if (outcome instanceof Prediction prediction) {
            of(prediction.model()).predicted(prediction.timings());
        } else {
            Objects.requireNonNull(rejections.get(((Rejection) outcome).reason()))
                    .increment();
        }
    }

    @Override
    public void drained(long nanos) {
        drainTime.observe(nanos / NANOS);
    }

    @Override
    public void drainFailed() {
        drainFailures.increment();
    }

    @Override
    public void ran(ModelId model, int predictor, ClosedBy closedBy, int images, long busyNanos) {
        of(model).ran(predictor, closedBy, images, busyNanos);
    }

    private ModelMeters of(ModelId model) {
        return Objects.requireNonNull(models.get(model));
    }

    @Override
    public void paused() {
        isPaused.set(true);
        outages.increment();
    }

    @Override
    public void resumed(Duration lasted) {
        isPaused.set(false);
        outageSeconds.increment(lasted.toNanos() / NANOS);
    }

    @Override
    public void threadDied() {
        threadDeaths.increment();
    }
}
