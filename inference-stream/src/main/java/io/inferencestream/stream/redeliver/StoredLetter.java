package io.inferencestream.stream.redeliver;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.schemas.header.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
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
        RecordId id,
        Optional<RecordId> origin,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    /** What the stream added to the record's own headers when it gave it up. */
    private static final Set<String> ADDED = Set.of(
            HeaderNames.ERROR_TOPIC,
            HeaderNames.ERROR_PARTITION,
            HeaderNames.ERROR_OFFSET,
            HeaderNames.ERROR_EXCEPTION,
            HeaderNames.ERROR_MESSAGE,
            HeaderNames.REJECTION_REASON,
            HeaderNames.REJECTION_DETAIL,
            HeaderNames.REJECTION_MODEL,
            HeaderNames.REJECTION_INSTANCE,
            HeaderNames.VALUE_LEFT_OUT);

    static StoredLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new StoredLetter(
                new RecordId(record.topic(), record.partition(), record.offset()),
                origin(record.headers()),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    private static Optional<RecordId> origin(Headers headers) {
        Optional<String> topic = text(headers, HeaderNames.ERROR_TOPIC);
        Optional<String> partition = text(headers, HeaderNames.ERROR_PARTITION);
        Optional<String> offset = text(headers, HeaderNames.ERROR_OFFSET);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordId.parse(topic.get() + "-" + partition.get() + "@" + offset.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Name of the reason; empty where its headers do not say. */
    public Optional<String> reason() {
        return text(headers, HeaderNames.REJECTION_REASON);
    }

    /** What exactly was wrong, for people. */
    public Optional<String> detail() {
        return text(headers, HeaderNames.REJECTION_DETAIL);
    }

    /** The model that was to look at it, NAME/VERSION, or what was asked for where there is no such model. */
    public Optional<String> model() {
        return text(headers, HeaderNames.REJECTION_MODEL);
    }

    /** Bytes of the value; 0 where it has none. */
    public int valueBytes() {
        return value == null ? 0 : value.length;
    }

    /** Length of the value that the topic could not hold; empty where nothing was left out. */
    public Optional<String> valueLeftOut() {
        return text(headers, HeaderNames.VALUE_LEFT_OUT);
    }

    /** The headers that the record had before it was given up. */
    public Headers recordHeaders() {
        RecordHeaders own = new RecordHeaders(headers);
        ADDED.forEach(own::remove);
        return own;
    }

    /**
     * What tells this letter from others of the same origin: two with the same are one record that was given up twice, as
     * may happen where delivery is at least once. The origin alone would not do: a topic that was deleted and made again
     * counts from zero again.
     */
    Fingerprint fingerprint() {
        return new Fingerprint(origin, timestampMillis, Arrays.hashCode(key), Arrays.hashCode(value), valueBytes());
    }

    record Fingerprint(Optional<RecordId> origin, long timestampMillis, int keyHash, int valueHash, int valueBytes) {}
}
