package io.inferencestream.gateway.outcome;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What a gateway writes into a record's headers, which the stream hands on to the outcome.
 *
 * @param id the request's id; empty where the record is no request of a gateway's
 * @param digest of the request's content: the same id with other content is another request
 * @param caller the name of who asked
 * @param sentAgainFrom the dead letter that was sent again, {@code TOPIC-PARTITION@OFFSET}; empty where none was
 */
public record Mark(String id, String digest, String caller, String sentAgainFrom) {
    /** Carries {@link #id}. */
    public static final String ID = "inference.gateway.id";
    /** Carries {@link #digest}. */
    public static final String DIGEST = "inference.gateway.digest";
    /** Carries {@link #caller}. */
    public static final String CALLER = "inference.gateway.caller";
    /** Carries {@link #sentAgainFrom}. */
    public static final String SENT_AGAIN_FROM = "inference.sent-again.from";

    /** What the headers say. */
    public static Mark of(Headers headers) {
        return new Mark(
                text(headers, ID), text(headers, DIGEST), text(headers, CALLER), text(headers, SENT_AGAIN_FROM));
    }

    /** The last header of a name as text, or the empty text. */
    public static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Sets a header, whatever it said before. */
    public static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
