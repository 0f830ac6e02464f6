package io.inferencestream.gateway.outcome;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import org.apache.kafka.common.header.Headers;

/**
 * What a gateway writes into a record's headers, which the stream hands on to the outcome.
 *
 * @param id the request's id; empty where the record is no request of a gateway's
 * @param digest of the request's content: the same id with other content is another request
 * @param caller the name of who asked
 * @param deadlineMillis until when it was worth predicting; {@link Long#MIN_VALUE} where the record does not say
 */
public record Mark(String id, String digest, String caller, long deadlineMillis) {

    /** What the headers say. */
    public static Mark of(Headers headers) {
        return new Mark(
                HeaderText.of(headers, HeaderNames.GATEWAY_ID),
                HeaderText.of(headers, HeaderNames.GATEWAY_DIGEST),
                HeaderText.of(headers, HeaderNames.GATEWAY_CALLER),
                millis(HeaderText.of(headers, HeaderNames.GATEWAY_DEADLINE)));
    }

    private static long millis(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MIN_VALUE;
    }

    long characters() {
        return id.length() + digest.length() + caller.length();
    }
}
