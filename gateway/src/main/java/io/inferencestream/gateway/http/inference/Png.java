package io.inferencestream.gateway.http.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes pixels as a PNG, sample for sample (PNG, third edition, W3C): 8 bits, gray or RGB, every row unfiltered. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte GRAY = 0;
    private static final byte RGB = 2;
    private static final int CHUNK_OVERHEAD = 12;

    private Png() {}

    /** @param pixels rows from the top, {@code shape.bytes()} of them; not changed */
    static ByteBuffer of(ByteBuffer pixels, PixelShape shape) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(shape.width())
                .putInt(shape.height())
                .put((byte) 8)
                .put(shape.channels() == 1 ? GRAY : RGB)
                .put(new byte[3])
                .array();
        byte[] data = deflated(pixels.duplicate(), shape);
        ByteBuffer png = ByteBuffer.allocate(SIGNATURE.length + header.length + data.length + 3 * CHUNK_OVERHEAD);
        png.put(SIGNATURE);
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", data);
        chunk(png, "IEND", new byte[0]);
        return png.flip();
    }

    private static byte[] deflated(ByteBuffer pixels, PixelShape shape) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        byte[] row = new byte[1 + shape.width() * shape.channels()];
        try (DeflaterOutputStream output = new DeflaterOutputStream(data, deflater)) {
            for (int y = 0; y < shape.height(); y++) {
                pixels.get(row, 1, row.length - 1);
                output.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does no output", e);
        } finally {
            deflater.end();
        }
        return data.toByteArray();
    }

    private static void chunk(ByteBuffer png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
    }
}
