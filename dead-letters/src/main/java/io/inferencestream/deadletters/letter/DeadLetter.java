package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.header.RejectionHeaders;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies on its topic.
 *
 * @param position where it lies
 * @param digest what tells it from every other letter but its doubles
 * @param origin the record that it was; empty where its headers do not say
 * @param timestampMillis the record's own timestamp
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        RecordPosition position,
        LetterDigest digest,
        Optional<RecordPosition> origin,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    /** The letter in a consumed record. */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                RecordPosition.of(record),
                LetterDigest.of(record),
                origin(record.headers()),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** The record that a letter was, by the letter's headers; empty where they do not say. */
    static Optional<RecordPosition> origin(Headers headers) {
        return RecordPosition.parse(
                HeaderText.of(headers, HeaderNames.ERROR_TOPIC),
                HeaderText.of(headers, HeaderNames.ERROR_PARTITION),
                HeaderText.of(headers, HeaderNames.ERROR_OFFSET));
    }

    /** Name of the reason; empty where its headers do not say. */
    public Optional<String> reason() {
        return HeaderText.find(headers, HeaderNames.REJECTION_REASON);
    }

    /** What exactly was wrong, for people. */
    public Optional<String> detail() {
        return HeaderText.find(headers, HeaderNames.REJECTION_DETAIL);
    }

    /** The model that was to look at it, NAME/VERSION, or what was asked for where there is no such model. */
    public Optional<String> model() {
        return HeaderText.find(headers, HeaderNames.REJECTION_MODEL);
    }

    /** Bytes of the value; 0 where it has none. */
    public int valueBytes() {
        return value == null ? 0 : value.length;
    }

    /** Length of the value that the topic could not hold; empty where nothing was left out. */
    public Optional<String> valueLeftOut() {
        return HeaderText.find(headers, HeaderNames.VALUE_LEFT_OUT);
    }

    /** The headers that the record had before it was rejected. */
    public Headers recordHeaders() {
        RecordHeaders own = new RecordHeaders(headers);
        RejectionHeaders.removeFrom(own);
        return own;
    }
}
