package io.inferencestream.gateway.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context: the caller's, or a new one.
 *
 * @param id of the trace, 32 hexadecimal digits
 * @param parent the header that is handed on
 */
record Trace(String id, String parent) {
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    static Trace of(@Nullable String traceparent) {
        Matcher form = FORM.matcher(traceparent == null ? "" : traceparent);
        String span = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
        if (form.matches()) {
            return new Trace(form.group(1), "00-" + form.group(1) + "-" + span + "-" + form.group(3));
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
        return new Trace(id, "00-" + id + "-" + span + "-00");
    }
}
