package io.inferencestream.testkit.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files: small gray ones, damaged ones, and any that can be told by its rows. */
public final class Pngs {
    private static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    private static final byte[] NO_PALETTE = new byte[0];
    private static final int GRAY = 0;
    private static final int PATTERNED_SIDE = 28;

    /** Enough to take the end chunk and some of the pixels away. */
    private static final int CUT = 20;

    private Pngs() {}

    /** Of 2x2 gray pixels, all of that intensity, 0 to 255; engine doubles tell images apart by it. */
    public static byte[] gray(int intensity) {
        return gray(intensity, 2);
    }

    /** A square of gray pixels, all of that intensity. */
    public static byte[] gray(int intensity, int side) {
        byte[] row = new byte[1 + side];
        Arrays.fill(row, 1, row.length, (byte) intensity);
        byte[][] rows = new byte[side][];
        Arrays.fill(rows, row);
        return png(side, side, 8, GRAY, NO_PALETTE, rows);
    }

    /** Of 28x28 gray pixels that do not compress well; another number gives another image. */
    public static byte[] patterned(int number) {
        byte[][] rows = new byte[PATTERNED_SIDE][1 + PATTERNED_SIDE];
        for (int y = 0; y < PATTERNED_SIDE; y++) {
            for (int x = 0; x < PATTERNED_SIDE; x++) {
                rows[y][1 + x] = (byte) (x * y + 31 * number + (x ^ y) * 7);
            }
        }
        return png(PATTERNED_SIDE, PATTERNED_SIDE, 8, GRAY, NO_PALETTE, rows);
    }

    /** Cut short: its header is whole, its pixels are not. */
    public static byte[] truncated() {
        byte[] whole = gray(7);
        return Arrays.copyOf(whole, whole.length - CUT);
    }

    /** Whole but for the size that its header claims: it has a single pixel. */
    public static byte[] claiming(int width, int height) {
        return png(width, height, 8, GRAY, NO_PALETTE, new byte[][] {{0, 7}});
    }

    /**
     * A PNG of one IDAT chunk.
     *
     * @param colour PNG's colour type, such as 0 for gray and 2 for RGB
     * @param palette three bytes a colour; none where the colour type has no palette
     * @param rows of each row, the filter's number and its bytes as the filter stores them
     */
    public static byte[] png(int width, int height, int bitDepth, int colour, byte[] palette, byte[][] rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SIGNATURE.getBytes(StandardCharsets.ISO_8859_1));
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) bitDepth)
                .put((byte) colour)
                .array();
        bytes.writeBytes(chunk("IHDR", header));
        if (palette.length > 0) {
            bytes.writeBytes(chunk("PLTE", palette));
        }
        bytes.writeBytes(chunk("IDAT", deflated(rows)));
        bytes.writeBytes(chunk("IEND", new byte[0]));
        return bytes.toByteArray();
    }

    /** What an IDAT chunk of these rows holds. */
    public static byte[] deflated(byte[][] rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            for (byte[] row : rows) {
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A chunk with its length and its checksum. */
    public static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
