package io.inferencestream.decode.file;

import io.inferencestream.decode.image.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one image file, read at offsets from its start. A read beyond the end is a damaged image, never an
 * {@link IndexOutOfBoundsException}.
 */
public final class Encoded {
    private final byte[] array;
    private final int start;
    private final int length;

    public Encoded(byte[] array, int start, int length) {
        this.array = array;
        this.start = start;
        this.length = length;
    }

    /** The bytes between position and limit, in place where the buffer lets us at its array, else as a copy. */
    public static Encoded of(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            return new Encoded(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Encoded(copy, 0, copy.length);
    }

    public int length() {
        return length;
    }

    /** The array that holds the bytes; {@link #indexOf} says where. Not to be written to. */
    public byte[] array() {
        return array;
    }

    /** Where in {@link #array()} the byte at {@code offset} lies; {@code offset} may be the length. */
    public int indexOf(int offset) {
        return start + offset;
    }

    /** @throws UndecodableException when fewer than {@code count} bytes follow {@code offset} */
    public void require(int offset, int count) throws UndecodableException {
        if (offset < 0 || count < 0 || offset > length - count) {
            throw UndecodableException.corrupt("cut short: " + length + " bytes, more are needed");
        }
    }

    public int u8(int offset) throws UndecodableException {
        require(offset, 1);
        return array[start + offset] & 0xff;
    }

    /** Big-endian. */
    public int u16(int offset) throws UndecodableException {
        require(offset, 2);
        int at = start + offset;
        return (array[at] & 0xff) << 8 | array[at + 1] & 0xff;
    }

    /** Big-endian; negative for what does not fit. */
    public int i32(int offset) throws UndecodableException {
        require(offset, 4);
        return u16(offset) << 16 | u16(offset + 2);
    }

    /** Little-endian. */
    public int u16le(int offset) throws UndecodableException {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16(offset)));
    }

    /** Little-endian; negative for what does not fit. */
    public int i32le(int offset) throws UndecodableException {
        return Integer.reverseBytes(i32(offset));
    }

    /** Whether the bytes at {@code offset} are those of {@code latin1}; false where the file ends before. */
    public boolean hasAt(int offset, String latin1) {
        int count = latin1.length();
        if (offset < 0 || offset > length - count) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if ((array[start + offset + i] & 0xff) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes at {@code offset} as text, each byte one character. */
    public String latin1(int offset, int count) throws UndecodableException {
        require(offset, count);
        return new String(array, start + offset, count, StandardCharsets.ISO_8859_1);
    }

    /** The text with a question mark for each character beyond plain ASCII. */
    public static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
