package io.inferencestream.producer.account;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
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
    private static final String UNNAMED = "UNNAMED";

    /** Reads the headers; null if they do not say which record it was. */
    static @Nullable DeadLetterHeaders read(Headers headers) {
        String topic = HeaderText.find(headers, HeaderNames.ERROR_TOPIC).orElse(null);
        String partition = HeaderText.find(headers, HeaderNames.ERROR_PARTITION).orElse(null);
        String offset = HeaderText.find(headers, HeaderNames.ERROR_OFFSET).orElse(null);
        String reason = HeaderText.find(headers, HeaderNames.REJECTION_REASON).orElse(null);
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
}
