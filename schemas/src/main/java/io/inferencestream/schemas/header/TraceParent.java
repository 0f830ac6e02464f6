package io.inferencestream.schemas.header;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/**
 * The header {@code traceparent} of W3C's Trace Context: to which trace a record or request belongs, and below which span.
 * {@code tracestate} is passed on unread.
 *
 * @param traceId 32 hexadecimal digits in lower case, not zeros alone
 * @param spanId 16 of them, not zeros alone
 * @param flags two of them; the last bit says that the trace is sampled
 */
public record TraceParent(String traceId, String spanId, String flags) {
    /** Version 00 is of this length; later ones may be longer, and 255 is none. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff|00-.{53})[0-9a-f]{2}" + "-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String SAMPLED = "01";
    private static final String NOT_SAMPLED = "00";

    public TraceParent {
        String text = text(traceId, spanId, flags);
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a traceparent: " + text);
        }
    }

    /** Reads the header's value; empty where it makes no sense. */
    public static Optional<TraceParent> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new TraceParent(form.group(1), form.group(2), form.group(3)))
                : Optional.empty();
    }

    /** What a record's header says; empty where there is none, or none that makes sense. */
    public static Optional<TraceParent> of(Headers headers) {
        return HeaderText.find(headers, HeaderNames.TRACE_PARENT).flatMap(TraceParent::parse);
    }

    /** Begins a trace. */
    public static TraceParent begin(RandomGenerator random, boolean isSampled) {
        return new TraceParent(digits(random) + digits(random), digits(random), isSampled ? SAMPLED : NOT_SAMPLED);
    }

    /** Ids of zeros alone are invalid. */
    private static String digits(RandomGenerator random) {
        long number = random.nextLong();
        return HexFormat.of().toHexDigits(number == 0 ? 1 : number);
    }

    /** Writes it on a record, in the place of an earlier one. */
    public void set(Headers headers) {
        HeaderText.set(headers, HeaderNames.TRACE_PARENT, toString());
    }

    /** The header's value. */
    @Override
    public String toString() {
        return text(traceId, spanId, flags);
    }

    private static String text(String traceId, String spanId, String flags) {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }
}
