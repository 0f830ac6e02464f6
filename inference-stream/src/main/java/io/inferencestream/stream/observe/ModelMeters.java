package io.inferencestream.stream.observe;

import io.inferencestream.core.batch.ClosedBy;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.kit.observe.Meters;
import io.inferencestream.kit.observe.Meters.Distribution;
import io.inferencestream.kit.observe.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Counts what one model does. Thread-safe; makes all its meters at once, so that a scrape shows zeros, not gaps. */
final class ModelMeters {
    private static final double NANOS = 1e9;

    private final Counter predictions;
    private final Distribution queue;
    private final Distribution decode;
    private final Distribution batchWait;
    private final Distribution inference;
    private final Distribution batchImages;
    private final Map<ClosedBy, Counter> batches = new EnumMap<>(ClosedBy.class);
    private final Counter[] busySeconds;

    ModelMeters(Meters meters, LoadedModel model) {
        Tags tags = tags(model.card().id());
        this.predictions = meters.counter(Metric.PREDICTIONS, tags.and("device", model.device()));
        this.queue = meters.times(Metric.STATION_TIME, tags.and("station", "queue"));
        this.decode = meters.times(Metric.STATION_TIME, tags.and("station", "decode"));
        this.batchWait = meters.times(Metric.STATION_TIME, tags.and("station", "batch"));
        this.inference = meters.times(Metric.STATION_TIME, tags.and("station", "predict"));
        this.batchImages = meters.sizes(Metric.BATCH_IMAGES, tags);
        for (ClosedBy closedBy : ClosedBy.values()) {
            String why = closedBy.name().toLowerCase(Locale.ROOT);
            batches.put(closedBy, meters.counter(Metric.BATCHES, tags.and("closed_by", why)));
        }
        this.busySeconds = IntStream.range(0, model.predictors())
                .mapToObj(i -> meters.seconds(Metric.PREDICTOR_BUSY, tags.and("predictor", Integer.toString(i))))
                .toArray(Counter[]::new);
        meters.gauge(
                Metric.PREDICTORS, tags.and("device", model.device(), "engine", model.engine()), model::predictors);
    }

    static Tags tags(ModelId model) {
        return Tags.of("model", model.name(), "version", model.version());
    }

    void predicted(Timings timings) {
        predictions.increment();
        queue.observe(timings.queueNanos() / NANOS);
        decode.observe(timings.decodeNanos() / NANOS);
        batchWait.observe(timings.batchWaitNanos() / NANOS);
        inference.observe(timings.inferenceNanos() / NANOS);
    }

    void ran(int predictor, ClosedBy closedBy, int images, long busyNanos) {
        Objects.requireNonNull(batches.get(closedBy)).increment();
        busySeconds[predictor].increment(busyNanos / NANOS);
        if (images > 0) {
            batchImages.observe(images);
        }
    }
}
