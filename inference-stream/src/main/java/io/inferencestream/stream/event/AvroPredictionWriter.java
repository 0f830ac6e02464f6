package io.inferencestream.stream.event;

import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.event.ActivationMap;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.RecordWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes predictions as Avro events, in Confluent's wire format. */
public final class AvroPredictionWriter implements PredictionWriter {
    private final RecordWriter<PredictionEvent> writer;
    private final String instance;

    /**
     * @param writer writes to the predictions topic; prepared, so that the registry is not needed any more
     * @param instance name of this instance
     */
    public AvroPredictionWriter(RecordWriter<PredictionEvent> writer, String instance) {
        this.writer = writer;
        this.instance = instance;
    }

    @Override
    public byte[] write(SourceRecord source, ImageRequest request, Prediction prediction) {
        return writer.write(new PredictionEvent(
                request.imageId(),
                request.source(),
                Instant.ofEpochMilli(request.capturedAtMillis()),
                Instant.ofEpochMilli(prediction.predictedAtMillis()),
                new ModelIdentity(prediction.model().name(), prediction.model().version(), prediction.checksum()),
                topK(prediction.topK()),
                scores(prediction.scores()),
                source.id().topic(),
                source.id().partition(),
                source.id().offset(),
                timings(prediction.timings()),
                prediction.batchSize(),
                prediction.device(),
                instance,
                activationMap(prediction.activationMap()),
                "classification",
                null,
                null,
                null,
                null,
                request.attributes()));
    }

    private static List<LabelProbability> topK(List<RankedLabel> ranked) {
        List<LabelProbability> labels = new ArrayList<>(ranked.size());
        for (RankedLabel label : ranked) {
            labels.add(new LabelProbability(label.label(), label.classIndex(), label.probability(), null));
        }
        return labels;
    }

    private static @Nullable List<Float> scores(Scores scores) {
        if (scores.size() == 0) {
            return null;
        }
        List<Float> values = new ArrayList<>(scores.size());
        for (int classIndex = 0; classIndex < scores.size(); classIndex++) {
            values.add(scores.get(classIndex));
        }
        return values;
    }

    private static StationTimings timings(Timings timings) {
        return new StationTimings(
                TimeUnit.NANOSECONDS.toMicros(timings.queueNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.decodeNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.batchWaitNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.inferenceNanos()));
    }

    private static @Nullable ActivationMap activationMap(io.inferencestream.core.answer.@Nullable ActivationMap map) {
        return map == null ? null : new ActivationMap(map.width(), map.height(), map.values());
    }
}
