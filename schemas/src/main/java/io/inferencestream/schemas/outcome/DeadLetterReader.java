package io.inferencestream.schemas.outcome;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Reads the records of a topic of dead letters by their headers alone. Thread-safe; asks no registry. */
public final class DeadLetterReader {
    private DeadLetterReader() {}

    /** A {@link Rejected}, or {@link Unreadable}. */
    public static OutputRecord read(ConsumerRecord<?, ?> record) {
        RecordPosition position = RecordPosition.of(record);
        Headers headers = record.headers();
        String reason = HeaderText.of(headers, HeaderNames.REJECTION_REASON);
        if (reason.isEmpty()) {
            return new Unreadable(position, "no " + HeaderNames.REJECTION_REASON + " stands in its headers");
        }
        return origin(headers)
                .<OutputRecord>map(origin -> rejected(position, origin, reason, headers))
                .orElseGet(() -> new Unreadable(
                        position, "a dead letter whose headers do not say which record it was: " + whence(headers)));
    }

    private static Rejected rejected(RecordPosition position, RecordPosition origin, String reason, Headers headers) {
        return new Rejected(
                position,
                origin,
                HeaderText.find(headers, HeaderNames.REJECTION_IMAGE_ID),
                resentFrom(headers),
                reason,
                HeaderText.of(headers, HeaderNames.REJECTION_DETAIL),
                HeaderText.find(headers, HeaderNames.REJECTION_MODEL),
                HeaderText.of(headers, HeaderNames.REJECTION_INSTANCE),
                HeaderText.find(headers, HeaderNames.REJECTION_AT).flatMap(DeadLetterReader::instant),
                HeaderText.find(headers, HeaderNames.VALUE_LEFT_OUT).flatMap(DeadLetterReader::length));
    }

    static Optional<RecordPosition> resentFrom(Headers headers) {
        return HeaderText.find(headers, HeaderNames.RESENT_FROM).flatMap(RecordPosition::parse);
    }

    private static Optional<RecordPosition> origin(Headers headers) {
        return RecordPosition.parse(
                HeaderText.of(headers, HeaderNames.ERROR_TOPIC),
                HeaderText.of(headers, HeaderNames.ERROR_PARTITION),
                HeaderText.of(headers, HeaderNames.ERROR_OFFSET));
    }

    private static String whence(Headers headers) {
        return "topic '" + HeaderText.of(headers, HeaderNames.ERROR_TOPIC)
                + "', partition '" + HeaderText.of(headers, HeaderNames.ERROR_PARTITION)
                + "', offset '" + HeaderText.of(headers, HeaderNames.ERROR_OFFSET) + "'";
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> length(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
