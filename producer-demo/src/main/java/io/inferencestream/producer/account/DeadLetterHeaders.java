package io.inferencestream.producer.account;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which record a dead letter was, and why it is dead.
 *
 * @param topic topic the record was read from
 * @param partition partition it was read from
 * @param offset offset it was read from
 * @param reason name of the reason, e.g. {@code CORRUPT_IMAGE}; {@code UNNAMED} where the letter gives none
 */
record DeadLetterHeaders(String topic, int partition, long offset, String reason) {
    static final String TOPIC = "__streams.errors.topic";
    static final String PARTITION = "__streams.errors.partition";
    static final String OFFSET = "__streams.errors.offset";
    static final String REASON = "inference.rejection.reason";
    private static final String UNNAMED = "UNNAMED";

    /** Reads the headers; null if they do not say which record it was. */
    static @Nullable DeadLetterHeaders read(Headers headers) {
        String topic = text(headers, TOPIC);
        String partition = text(headers, PARTITION);
        String offset = text(headers, OFFSET);
        String reason = text(headers, REASON);
        if (topic == null || partition == null || offset == null) {
            return null;
        }
        try {
            return new DeadLetterHeaders(
                    topic, Integer.parseInt(partition), Long.parseLong(offset), reason == null ? UNNAMED : reason);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A record that died twice carries the headers of both deaths; the last ones are the ones to believe. */
    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
