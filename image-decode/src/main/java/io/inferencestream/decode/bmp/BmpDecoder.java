package io.inferencestream.decode.bmp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.ImageHeader;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.image.Pixels;
import io.inferencestream.decode.image.UndecodableException;
import io.inferencestream.decode.render.ColourModel;
import io.inferencestream.decode.render.Rendering;
import io.inferencestream.decode.render.Scratch;
import io.inferencestream.decode.resize.Resizing;

/**
 * Decodes BMPs row by row, in the order in which they are stored. Alpha is passed over.
 *
 * <p>Not thread-safe.
 */
public final class BmpDecoder {
    private final Scratch scratch;

    public BmpDecoder(Scratch scratch) {
        this.scratch = scratch;
    }

    public Pixels decode(Encoded bytes, ImageHeader header, ImageShape target, Resizing resizing)
            throws UndecodableException {
        BmpHeader bmp = BmpHeader.read(bytes);
        Rendering rendering = Rendering.interleaved(header, ColourModel.RGB, target, resizing, scratch);
        byte[] palette = palette(bytes, bmp);
        byte[] row = new byte[bmp.width() * 3];
        if (bmp.compression() == BmpHeader.PLAIN) {
            readRows(bytes, bmp, palette, row, rendering);
        } else {
            BmpRuns runs = new BmpRuns(bytes, bmp);
            for (int stored = 0; stored < bmp.height(); stored++) {
                byte[] indexes = runs.next();
                for (int x = 0; x < indexes.length; x++) {
                    System.arraycopy(palette, 3 * (indexes[x] & 0xff), row, 3 * x, 3);
                }
                rendering.accept(bmp.rowOf(stored), row, 0, 3, 1);
            }
        }
        return rendering.finish();
    }

    private static void readRows(Encoded bytes, BmpHeader bmp, byte[] palette, byte[] row, Rendering rendering)
            throws UndecodableException {
        long needed = bmp.rowBytes() * (bmp.height() - 1) + (long) bmp.width() * bmp.bits() / 8;
        if (needed > bytes.length() - bmp.pixels()) {
            throw UndecodableException.corrupt("cut short: BMP without all of its rows");
        }
        boolean plain =
                bmp.bits() >= 24 && bmp.redMask() == 0xff0000 && bmp.greenMask() == 0xff00 && bmp.blueMask() == 0xff;
        for (int stored = 0; stored < bmp.height(); stored++) {
            int y = bmp.rowOf(stored);
            if (!rendering.wants(y)) {
                continue;
            }
            int at = bmp.pixels() + (int) (stored * bmp.rowBytes());
            if (plain) {
                rendering.accept(y, bytes.array(), bytes.indexOf(at) + 2, bmp.bits() / 8, -1);
            } else {
                if (bmp.bits() <= 8) {
                    colour(bytes, at, bmp.bits(), palette, row);
                } else {
                    unmask(bytes, at, bmp, row);
                }
                rendering.accept(y, row, 0, 3, 1);
            }
        }
    }

    private static byte[] palette(Encoded bytes, BmpHeader bmp) throws UndecodableException {
        byte[] palette = new byte[3 * 256];
        for (int i = 0; i < bmp.colours(); i++) {
            int at = bmp.palette() + i * bmp.colourBytes();
            palette[3 * i] = (byte) bytes.u8(at + 2);
            palette[3 * i + 1] = (byte) bytes.u8(at + 1);
            palette[3 * i + 2] = (byte) bytes.u8(at);
        }
        return palette;
    }

    private static void colour(Encoded bytes, int at, int bits, byte[] palette, byte[] row)
            throws UndecodableException {
        int mask = (1 << bits) - 1;
        for (int x = 0; x < row.length / 3; x++) {
            int bit = x * bits;
            int index = bytes.u8(at + (bit >> 3)) >> 8 - bits - (bit & 7) & mask;
            System.arraycopy(palette, 3 * index, row, 3 * x, 3);
        }
    }

    private static void unmask(Encoded bytes, int at, BmpHeader bmp, byte[] row) throws UndecodableException {
        int size = bmp.bits() / 8;
        for (int x = 0; x < bmp.width(); x++) {
            int from = at + size * x;
            int low = bytes.u16le(from);
            int pixel = size == 2 ? low : size == 3 ? low | bytes.u8(from + 2) << 16 : bytes.i32le(from);
            row[3 * x] = sample(pixel, bmp.redMask());
            row[3 * x + 1] = sample(pixel, bmp.greenMask());
            row[3 * x + 2] = sample(pixel, bmp.blueMask());
        }
    }

    /** The bits of {@code pixel} under {@code mask}, scaled to 0..255; 0 where the mask is empty. */
    private static byte sample(int pixel, int mask) {
        if (mask == 0) {
            return 0;
        }
        int shift = Integer.numberOfTrailingZeros(mask);
        long top = Integer.toUnsignedLong(mask >>> shift);
        long value = Integer.toUnsignedLong((pixel & mask) >>> shift);
        return (byte) ((value * 255 + top / 2) / top);
    }
}
