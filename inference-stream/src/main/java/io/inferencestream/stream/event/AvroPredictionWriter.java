package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Timings;
import io.inferencestream.event.ImageSize;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import io.inferencestream.event.StationTimings;
import io.inferencestream.schemas.avro.RecordWriter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

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
        AnswerFields answer = AnswerFields.of(prediction.answer(), prediction.checksum());
        return writer.write(new PredictionEvent(
                request.imageId(),
                request.source(),
                Instant.ofEpochMilli(request.capturedAtMillis()),
                Instant.ofEpochMilli(prediction.predictedAtMillis()),
                new ModelIdentity(prediction.model().name(), prediction.model().version(), prediction.checksum()),
                answer.topK(),
                answer.scores(),
                source.id().topic(),
                source.id().partition(),
                source.id().offset(),
                timings(prediction.timings()),
                prediction.batchSize(),
                prediction.device(),
                instance,
                answer.activationMap(),
                prediction.answer().task().word(),
                new ImageSize(prediction.image().width(), prediction.image().height()),
                answer.detections(),
                answer.embedding(),
                answer.values(),
                request.attributes()));
    }

    private static StationTimings timings(Timings timings) {
        return new StationTimings(
                TimeUnit.NANOSECONDS.toMicros(timings.queueNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.decodeNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.batchWaitNanos()),
                TimeUnit.NANOSECONDS.toMicros(timings.inferenceNanos()));
    }
}
