package io.inferencestream.djl.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a protobuf message, one after another, where they lie: copies nothing and keeps nothing, however large the
 * message is.
 *
 * <p>Not thread-safe. Wire format: https://protobuf.dev/programming-guides/encoding/
 */
final class Fields {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer message;
    private int start;
    private int number;
    private int wireType;
    private long varint;
    private int bodyStart;

    Fields(ByteBuffer message) {
        this.message = message.slice();
    }

    /** Goes to the next field, if there is one. */
    boolean next() throws MalformedOnnxException {
        if (!message.hasRemaining()) {
            return false;
        }
        start = message.position();
        long tag = readVarint();
        number = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (number == 0 || tag >>> 3 > Integer.MAX_VALUE) {
            throw new MalformedOnnxException("byte " + start + " begins no field");
        }
        varint = 0;
        int length = length();
        bodyStart = message.position();
        if (length > message.remaining()) {
            throw new MalformedOnnxException("a field of " + length + " bytes has only " + message.remaining());
        }
        message.position(bodyStart + length);
        return true;
    }

    private int length() throws MalformedOnnxException {
        return switch (wireType) {
            case VARINT -> {
                varint = readVarint();
                yield 0;
            }
            case FIXED_64 -> Long.BYTES;
            case FIXED_32 -> Integer.BYTES;
            case BYTES -> {
                long length = readVarint();
                if (length < 0 || length > Integer.MAX_VALUE) {
                    throw new MalformedOnnxException("a field is said to have " + length + " bytes");
                }
                yield (int) length;
            }
            default -> throw new MalformedOnnxException("byte " + start + " begins no field");
        };
    }

    private long readVarint() throws MalformedOnnxException {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            if (!message.hasRemaining()) {
                throw new MalformedOnnxException("it ends within a number");
            }
            byte next = message.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedOnnxException("a number has no end");
    }

    int number() {
        return number;
    }

    /** True if the field is of this number and holds bytes: a text, a message, or packed numbers. */
    boolean isBytes(int ofNumber) {
        return number == ofNumber && wireType == BYTES;
    }

    /** True if the field is of this number and holds a whole number. */
    boolean isVarint(int ofNumber) {
        return number == ofNumber && wireType == VARINT;
    }

    /** The number, of a field that {@linkplain #isVarint holds one}. */
    long varint() {
        return varint;
    }

    /** What the field holds, without tag and length. */
    ByteBuffer body() {
        return message.slice(bodyStart, message.position() - bodyStart);
    }

    /** The body as text. */
    String text() {
        return StandardCharsets.UTF_8.decode(body()).toString();
    }

    /** The whole field, as it lies in the message. */
    ByteBuffer whole() {
        return message.slice(start, message.position() - start);
    }

    /** Reads packed whole numbers, or the one of a field that is not packed. */
    void numbers(java.util.function.LongConsumer to) throws MalformedOnnxException {
        if (wireType == VARINT) {
            to.accept(varint);
            return;
        }
        Fields packed = new Fields(body());
        while (packed.message.hasRemaining()) {
            to.accept(packed.readVarint());
        }
    }
}
