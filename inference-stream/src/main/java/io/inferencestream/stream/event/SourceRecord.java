package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.kit.lifecycle.RecordsInHand.Positioned;
import io.inferencestream.schemas.outcome.RecordPosition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read. The raw bytes are of our own keeping: Kafka Streams lets go of its own once a record is
 * emitted.
 *
 * @param id topic, partition and offset
 * @param key the key's bytes, or null
 * @param value the value's bytes, or null; not to be written to
 * @param headers the headers; not to be changed
 * @param timestampMillis the record's timestamp, since 1970-01-01T00:00Z; where it had none, the time it was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceRecord(
        RecordId id, byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestampMillis)
        implements Positioned {

    @Override
    public RecordPosition position() {
        return new RecordPosition(id.topic(), id.partition(), id.offset());
    }

    /** Bytes of key and value. */
    public long bytes() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
