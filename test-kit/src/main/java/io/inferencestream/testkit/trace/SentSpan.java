package io.inferencestream.testkit.trace;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span that a program has sent.
 *
 * @param service the program's {@code service.name}
 * @param instance its {@code service.instance.id}
 * @param parentId empty for the first of a trace
 * @param kind INTERNAL, SERVER, CLIENT, PRODUCER or CONSUMER
 * @param attributes texts and whole numbers, as texts
 * @param isError whether its status says so
 */
public record SentSpan(
        String service,
        String instance,
        String traceId,
        String spanId,
        String parentId,
        String name,
        String kind,
        long startNanos,
        long endNanos,
        Map<String, String> attributes,
        boolean isError) {
    private static final List<String> KINDS = List.of("", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
    private static final int ERROR = 2;

    /** Of {@code opentelemetry.proto.trace.v1.Span}. */
    static SentSpan of(Map<String, String> resource, Message span) {
        return new SentSpan(
                resource.getOrDefault("service.name", ""),
                resource.getOrDefault("service.instance.id", ""),
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                span.text(5),
                KINDS.get((int) span.number(6)),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                span.messages(15).stream().anyMatch(status -> status.number(3) == ERROR));
    }

    private static String hex(Message span, int field) {
        return HexFormat.of().formatHex(span.bytes(field));
    }

    static Map<String, String> attributes(Message message, int field) {
        Map<String, String> attributes = new TreeMap<>();
        for (Message pair : message.messages(field)) {
            Message value = pair.messages(2).get(0);
            attributes.put(pair.text(1), value.parts().containsKey(1) ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }
}
