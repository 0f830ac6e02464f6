package io.inferencestream.schemas.header;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads and writes headers whose values are text in UTF-8. */
public final class HeaderText {
    private HeaderText() {}

    /** The last header of this name; empty where there is none, or where it has no value. */
    public static Optional<String> find(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The last header of this name, or the empty text. */
    public static String of(Headers headers, String name) {
        return find(headers, name).orElse("");
    }

    /** Sets a header, in the place of all earlier ones of this name. */
    public static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
