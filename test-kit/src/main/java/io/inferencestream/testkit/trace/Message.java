package io.inferencestream.testkit.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of protobuf's wire format, by the numbers of its fields: enough of it for OTLP's traces.
 *
 * @param numbers varints and fixed values of a field, in their order
 * @param parts texts, bytes and messages of a field, in their order
 */
record Message(Map<Integer, List<Long>> numbers, Map<Integer, List<ByteBuffer>> parts) {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int PART = 2;
    private static final int FIXED32 = 5;

    static Message of(ByteBuffer bytes) {
        Message message = new Message(new TreeMap<>(), new TreeMap<>());
        ByteBuffer rest = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            message.read((int) (tag >>> 3), (int) (tag & 7), rest);
        }
        return message;
    }

    private void read(int field, int kind, ByteBuffer rest) {
        switch (kind) {
            case VARINT -> add(field, varint(rest));
            case FIXED64 -> add(field, rest.getLong());
            case FIXED32 -> add(field, rest.getInt());
            case PART -> {
                int length = (int) varint(rest);
                parts.computeIfAbsent(field, none -> new ArrayList<>()).add(rest.slice(rest.position(), length));
                rest.position(rest.position() + length);
            }
            default -> throw new IllegalArgumentException("no such kind of field: " + kind);
        }
    }

    private void add(int field, long value) {
        numbers.computeIfAbsent(field, none -> new ArrayList<>()).add(value);
    }

    private static long varint(ByteBuffer rest) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = rest.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    long number(int field) {
        return numbers.getOrDefault(field, List.of(0L)).get(0);
    }

    List<Message> messages(int field) {
        return parts.getOrDefault(field, List.of()).stream().map(Message::of).toList();
    }

    byte[] bytes(int field) {
        ByteBuffer part = parts.getOrDefault(field, List.of(ByteBuffer.allocate(0)))
                .get(0)
                .duplicate();
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }
}
