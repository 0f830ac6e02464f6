package io.inferencestream.stream.trace;

import io.inferencestream.schemas.header.HeaderNames;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The header {@code traceparent} of W3C's Trace Context, version 00. {@code tracestate} is passed on unread. */
final class TraceParent {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private TraceParent() {}

    /** What the header says; an invalid context where there is none, or none that makes sense. */
    static SpanContext read(Headers headers) {
        Header header = headers.lastHeader(HeaderNames.TRACE_PARENT);
        if (header == null || header.value() == null) {
            return SpanContext.getInvalid();
        }
        Matcher form = FORM.matcher(new String(header.value(), StandardCharsets.US_ASCII));
        return form.matches()
                ? SpanContext.createFromRemoteParent(
                        form.group(1), form.group(2), TraceFlags.fromHex(form.group(3), 0), TraceState.getDefault())
                : SpanContext.getInvalid();
    }

    static void write(Headers headers, SpanContext context) {
        String text = "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
        headers.remove(HeaderNames.TRACE_PARENT);
        headers.add(HeaderNames.TRACE_PARENT, text.getBytes(StandardCharsets.US_ASCII));
    }
}
