package io.inferencestream.kit.output;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** How many bytes a record takes at most as a batch of its own, which is what producers and topics limit. */
/*
 * Format 2 of Kafka's batches: 61 bytes of batch header; of each record at most 21 bytes beside key, value and headers,
 * which each come behind a length of at most 5 bytes.
 */
public final class RecordSize {
    private static final int BATCH_HEADER = 61;
    private static final int RECORD_OVERHEAD = 21;
    private static final int LENGTH = 5;

    private RecordSize() {}

    /** At least as many bytes as a producer reckons for this record, and at most a few more for each header. */
    public static long of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long bytes = BATCH_HEADER + RECORD_OVERHEAD + of(key) + of(value) + LENGTH;
        for (Header header : headers) {
            bytes += of(header);
        }
        return bytes;
    }

    private static long of(Header header) {
        return LENGTH + Utils.utf8Length(header.key()) + of(header.value());
    }

    private static long of(byte @Nullable [] bytes) {
        return LENGTH + (bytes == null ? 0L : bytes.length);
    }
}
