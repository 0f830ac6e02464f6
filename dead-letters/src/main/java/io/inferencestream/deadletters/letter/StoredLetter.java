package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import io.inferencestream.schemas.header.RejectionHeaders;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it lies on its topic.
 *
 * @param id where it lies
 * @param origin the record that it was; empty where its headers do not say
 * @param timestampMillis the record's own timestamp
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredLetter(
        RecordPosition id,
        Optional<RecordPosition> origin,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    static StoredLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new StoredLetter(
                new RecordPosition(record.topic(), record.partition(), record.offset()),
                origin(record.headers()),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private static Optional<RecordPosition> origin(Headers headers) {
        return RecordPosition.parse(HeaderText.of(headers, HeaderNames.ERROR_TOPIC) + "-"
                + HeaderText.of(headers, HeaderNames.ERROR_PARTITION) + "@"
                + HeaderText.of(headers, HeaderNames.ERROR_OFFSET));
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

    /** The headers that the record had before it was given up. */
    public Headers recordHeaders() {
        RecordHeaders own = new RecordHeaders(headers);
        RejectionHeaders.removeFrom(own);
        return own;
    }

    /**
     * What tells this letter from others of the same origin: two with the same are one record that was given up twice, as
     * may happen where delivery is at least once. The origin alone would not do: a topic that was deleted and made again
     * counts from zero again.
     */
    public Fingerprint fingerprint() {
        return new Fingerprint(origin, timestampMillis, Arrays.hashCode(key), Arrays.hashCode(value), valueBytes());
    }

    /** See {@link #fingerprint}. */
    public record Fingerprint(
            Optional<RecordPosition> origin, long timestampMillis, int keyHash, int valueHash, int valueBytes) {}
}
