package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;
import io.inferencestream.core.outcome.Prediction;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.kit.output.OutputTopic;
import io.inferencestream.kit.output.Refusals;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.header.RejectionHeaders;
import io.inferencestream.stream.event.DeadLetter;
import io.inferencestream.stream.event.ImageRequest;
import io.inferencestream.stream.event.PredictionWriter;
import io.inferencestream.stream.event.SourceRecord;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the outgoing records of outcomes. A prediction that its topic does not take becomes a dead letter, and a dead
 * letter gets as short as its topic wants it: whatever the record was, its outcome can be written.
 *
 * <p>Not thread-safe: the stream thread of its task owns it.
 */
final class OutcomeRecords {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecords.class);

    private final TopologyParts parts;
    private final PredictionWriter writer;
    private final OutputTopic predictions;
    private final OutputTopic deadLetters;
    private final Refusals refusals;

    OutcomeRecords(TopologyParts parts) {
        this.parts = parts;
        this.writer = parts.writers().get();
        this.predictions = parts.outputs().predictions();
        this.deadLetters = parts.outputs().deadLetters();
        this.refusals = parts.outputs().refusals();
    }

    /**
     * A record to be written.
     *
     * @param outcome what it tells
     * @param sink name of the sink that writes it
     * @param record what is written
     */
    record Outgoing(Outcome outcome, String sink, Record<byte[], Emission> record) {}

    Outgoing of(SourceRecord source, @Nullable ImageRequest request, Outcome outcome) {
        return outcome.fold(
                prediction -> prediction(source, Objects.requireNonNull(request), prediction),
                rejection -> rejection(source, request, rejection));
    }

    private Outgoing prediction(SourceRecord source, ImageRequest request, Prediction prediction) {
        if (!refusals.isEmpty()) {
            Optional<String> refused = refusals.of(source.position(), predictions);
            if (refused.isPresent()) {
                return refused(source, request, refused.get());
            }
        }
        byte[] value;
        try {
            value = writer.write(source, request, prediction);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("recordId", source.id())
                    .setCause(e)
                    .log("A prediction cannot be encoded; the record is rejected");
            return refused(source, request, "it cannot be encoded: " + e);
        }
        Headers headers = new RecordHeaders(source.headers());
        RejectionHeaders.removeFrom(headers);
        long timestamp = timestamp(source, predictions, headers);
        return predictions
                .refusal(source.key(), value, headers)
                .map(why -> refused(source, request, why))
                .orElseGet(
                        () -> outgoing(prediction, InferenceTopology.PREDICTIONS, source, value, timestamp, headers));
    }

    private Outgoing refused(SourceRecord source, ImageRequest request, String why) {
        return rejection(source, request, new Rejection(RejectionReason.PREDICTION_REFUSED, "the prediction: " + why));
    }

    private Outgoing rejection(SourceRecord source, @Nullable ImageRequest request, Rejection rejection) {
        String model = request == null ? null : parts.router().nameOf(request.route());
        boolean isBare = !refusals.isEmpty()
                && refusals.of(source.position(), deadLetters).isPresent();
        DeadLetter letter = isBare
                ? parts.deadLetters().bare(source, request, model, rejection)
                : parts.deadLetters().write(source, request, model, rejection);
        long timestamp = timestamp(source, deadLetters, letter.headers());
        return new Outgoing(
                rejection,
                InferenceTopology.DEAD_LETTERS,
                new Record<>(
                        letter.key(),
                        new Emission(source.id().partition(), letter.value()),
                        timestamp,
                        letter.headers()));
    }

    private static Outgoing outgoing(
            Outcome outcome, String sink, SourceRecord source, byte[] value, long timestamp, Headers headers) {
        Emission emission = new Emission(source.id().partition(), value);
        return new Outgoing(outcome, sink, new Record<>(source.key(), emission, timestamp, headers));
    }

    /** The record's own, or one that the topic takes; then a header says what the record's own was. */
    private static long timestamp(SourceRecord source, OutputTopic topic, Headers headers) {
        long own = source.timestampMillis();
        long taken = topic.timestamp(own);
        if (taken != own && headers.lastHeader(HeaderNames.INPUT_TIMESTAMP) == null) {
            HeaderText.set(headers, HeaderNames.INPUT_TIMESTAMP, Long.toString(own));
        }
        return taken;
    }
}
