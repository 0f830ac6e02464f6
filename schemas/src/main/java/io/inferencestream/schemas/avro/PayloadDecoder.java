package io.inferencestream.schemas.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro binary from one byte array, and believes no length that it states: every length is held against the bytes
 * that are left before anything is allocated, and the items of all arrays and maps together against the size of the
 * payload.
 *
 * <p>Not thread-safe: one record, one instance; so cheap that none is reused.
 */
/*
 * Why not Avro's BinaryDecoder: it compares an array's count with the bytes left by the smallest size of an element in
 * the reader's schema, though the bytes follow the writer's; a field added to an array's element can make old records
 * unreadable. And it copies every bytes field. This decoder says that it does not know how many bytes are left
 * (Decoder.remainingBytes), which switches that comparison off, and makes its own.
 */
final class PayloadDecoder extends Decoder {
    /** Items that take no byte (an array of nulls, of empty records) allowed in a record beyond one per byte. */
    static final int FREE_ITEMS = 4096;

    private final byte[] payload;
    private final boolean sharesBytes;
    private int position;
    private long itemsLeft;

    /**
     * @param position where the record begins; it ends with the payload
     * @param sharesBytes whether a bytes field is a window on the payload instead of a copy
     */
    PayloadDecoder(byte[] payload, int position, boolean sharesBytes) {
        this.payload = payload;
        this.position = position;
        this.sharesBytes = sharesBytes;
        this.itemsLeft = (long) payload.length + FREE_ITEMS;
    }

    /** Bytes not read yet. Not Avro's {@code remainingBytes}, which changes how arrays are read. */
    int bytesLeft() {
        return payload.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return payload[advance(1)] == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readVarint(5);
        if (value != (int) value) {
            throw new InvalidNumberEncodingException("Not an int: " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        return readVarint(10);
    }

    private long readVarint(int maxBytes) throws IOException {
        long bits = 0;
        for (int i = 0; i < maxBytes; i++) {
            byte next = payload[advance(1)];
            bits |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new InvalidNumberEncodingException("Longer than " + maxBytes + " bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(littleEndian(advance(4)));
    }

    @Override
    public double readDouble() throws IOException {
        int start = advance(8);
        return Double.longBitsToDouble(littleEndian(start) & 0xffffffffL | (long) littleEndian(start + 4) << 32);
    }

    private int littleEndian(int start) {
        return payload[start] & 0xff
                | (payload[start + 1] & 0xff) << 8
                | (payload[start + 2] & 0xff) << 16
                | (payload[start + 3] & 0xff) << 24;
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        return new String(payload, advance(length), length, UTF_8);
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        int length = readLength();
        byte[] text = new byte[length];
        System.arraycopy(payload, advance(length), text, 0, length);
        return new Utf8(text);
    }

    @Override
    public void skipString() throws IOException {
        advance(readLength());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = readLength();
        ByteBuffer window = ByteBuffer.wrap(payload, advance(length), length);
        if (sharesBytes) {
            return window.slice();
        }
        ByteBuffer copy = ByteBuffer.allocate(length);
        return copy.put(window).flip();
    }

    @Override
    public void skipBytes() throws IOException {
        advance(readLength());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        System.arraycopy(payload, advance(length), bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        advance(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readItemCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readItemCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readItemCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readItemCount();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** A negative count says that the block's size in bytes follows. */
    private long readItemCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLength();
            count = -count;
        }
        return spend(count);
    }

    /** Skips the blocks that state their size, and returns the number of items of the first that does not. */
    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            advance(readLength());
            count = readLong();
        }
        return spend(count);
    }

    private long spend(long items) {
        if (items < 0 || items > itemsLeft) {
            throw new AvroRuntimeException("More items than the record has bytes: " + items);
        }
        itemsLeft -= items;
        return items;
    }

    private int readLength() throws IOException {
        long length = readLong();
        if (length < 0 || length > bytesLeft()) {
            throw new EOFException("Length " + length + " with " + bytesLeft() + " bytes left");
        }
        return (int) length;
    }

    /** Steps over {@code length} bytes and returns where they begin. */
    private int advance(int length) throws IOException {
        int start = position;
        if (length < 0 || length > payload.length - start) {
            throw new EOFException("Needs " + length + " bytes with " + bytesLeft() + " left");
        }
        position = start + length;
        return start;
    }
}
