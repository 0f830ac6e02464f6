package io.inferencestream.core.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads chosen fields of a protobuf message in a file of any size: what is not asked for is skipped unread, so that weights
 * cost nothing.
 *
 * <p>Not thread-safe.
 */
final class ProtobufReader {
    private static final int WINDOW_BYTES = 1 << 13;
    private static final int MAX_TEXT_BYTES = 1 << 22;
    private static final int MAX_FIELDS = 1 << 22;

    private final FileChannel file;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private long windowStart;
    private long at;
    private int fields;

    ProtobufReader(FileChannel file) {
        this.file = file;
    }

    /**
     * A part of the file that holds a message.
     *
     * @param from its first byte
     * @param to behind its last
     */
    record Part(long from, long to) {}

    /**
     * One field.
     *
     * @param number as in the message's definition
     * @param value of an integer, whatever its sign; 0 of other kinds
     * @param content of a text or a message; empty of other kinds
     */
    record Field(int number, long value, Part content) {}

    /** Takes the fields of a message one by one. */
    interface Visitor {
        void visit(Field field) throws IOException;
    }

    /** The whole file. */
    Part all() throws IOException {
        return new Part(0, file.size());
    }

    /**
     * Visits the fields of a message in their order. The visitor may read from what a field holds.
     *
     * @throws ForeignFileException if it is no message
     */
    void read(Part message, Visitor visitor) throws IOException {
        long next = message.from();
        while (next < message.to()) {
            at = next;
            Field field = field(message);
            next = Math.max(at, field.content().to());
            visitor.visit(field);
        }
    }

    private Field field(Part message) throws IOException {
        fields++;
        if (fields > MAX_FIELDS) {
            throw new ForeignFileException("more than " + MAX_FIELDS + " fields");
        }
        long tag = varint();
        int number = (int) (tag >>> 3);
        if (number < 1 || tag >>> 3 > Integer.MAX_VALUE >> 2) {
            throw wrong();
        }
        Part none = new Part(at, at);
        return switch ((int) (tag & 7)) {
            case 0 -> new Field(number, varint(), none);
            case 1 -> new Field(number, 0, within(message, Long.BYTES));
            case 2 -> new Field(number, 0, within(message, varint()));
            case 5 -> new Field(number, 0, within(message, Integer.BYTES));
            default -> throw wrong();
        };
    }

    private Part within(Part message, long length) throws ForeignFileException {
        if (length < 0 || length > message.to() - at) {
            throw wrong();
        }
        return new Part(at, at + length);
    }

    /** The characters of a text. */
    String text(Field field) throws IOException {
        Part part = field.content();
        if (part.to() - part.from() > MAX_TEXT_BYTES) {
            throw new ForeignFileException("a text of more than " + MAX_TEXT_BYTES + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) (part.to() - part.from()));
        while (bytes.hasRemaining() && file.read(bytes, part.from() + bytes.position()) >= 0) {
            // reads on
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw wrong();
    }

    private int next() throws IOException {
        if (at < windowStart || at >= windowStart + window.limit()) {
            window.clear();
            windowStart = at;
            int read = file.read(window, at);
            window.flip();
            if (read <= 0) {
                throw wrong();
            }
        }
        int value = window.get((int) (at - windowStart)) & 0xFF;
        at++;
        return value;
    }

    private ForeignFileException wrong() {
        return new ForeignFileException("no protobuf message at byte " + at);
    }
}
