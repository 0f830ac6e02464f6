package io.inferencestream.schemas.avro;

import java.io.OutputStream;
import java.util.Arrays;

/** Collects the bytes of one record after another. Not thread-safe. */
final class RecordBuffer extends OutputStream {
    private byte[] bytes = new byte[512];
    private int length;

    /** Forgets what was collected and begins with a record's header. */
    void begin(int schemaId) {
        WireFormat.putHeader(bytes, schemaId);
        length = WireFormat.HEADER_BYTES;
    }

    /** Bytes of memory held. */
    int capacity() {
        return bytes.length;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
