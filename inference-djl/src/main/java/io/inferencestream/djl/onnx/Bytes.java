package io.inferencestream.djl.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A protobuf message in the making, of pieces that are written where they lie: new ones, and stretches of another message.
 *
 * <p>Not thread-safe.
 */
public final class Bytes {
    private static final int BYTES = 2;

    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long size;

    Bytes() {}

    /** How many there are. */
    public long size() {
        return size;
    }

    /** Adds to a digest all that there is. */
    public void digest(MessageDigest digest) {
        pieces.forEach(piece -> digest.update(piece.duplicate()));
    }

    /** Writes all that there is. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        for (ByteBuffer piece : pieces) {
            ByteBuffer left = piece.duplicate();
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    Bytes add(ByteBuffer piece) {
        pieces.add(piece);
        size += piece.remaining();
        return this;
    }

    Bytes add(Bytes others) {
        pieces.addAll(others.pieces);
        size += others.size;
        return this;
    }

    Bytes number(int field, long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (long) field << 3);
        varint(out, value);
        return add(ByteBuffer.wrap(out.toByteArray()));
    }

    Bytes text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return head(field, bytes.length).add(ByteBuffer.wrap(bytes));
    }

    Bytes message(int field, Bytes value) {
        return head(field, value.size).add(value);
    }

    private Bytes head(int field, long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (long) field << 3 | BYTES);
        varint(out, length);
        return add(ByteBuffer.wrap(out.toByteArray()));
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
