package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads plain image files as values, for producers that know no Avro. */
public final class BytesReader implements EventReader {

    @Override
    public Reading read(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return new Unreadable(new Rejection(RejectionReason.UNREADABLE_EVENT, "the record has no value"));
        }
        byte[] key = record.key();
        String source = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return new ImageRequest(
                record.id().toString(),
                source,
                record.timestampMillis(),
                null,
                ByteBuffer.wrap(value),
                null,
                Long.MAX_VALUE,
                Map.of());
    }
}
