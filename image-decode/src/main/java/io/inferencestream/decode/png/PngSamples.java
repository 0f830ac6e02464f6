package io.inferencestream.decode.png;

import io.inferencestream.decode.render.ColourModel;
import org.jspecify.annotations.Nullable;

/**
 * Makes 8-bit gray or RGB samples of a PNG's pixels. Of 16 bits the upper eight are taken; alpha and transparent colours
 * are passed over, the colours below them stay.
 */
final class PngSamples {
    private final PngHeader header;

    /** Red, green and blue of 256 colours, black where the file has fewer; null when there is no palette. */
    private final byte @Nullable [] palette;

    PngSamples(PngHeader header, byte @Nullable [] palette) {
        this.header = header;
        this.palette = palette;
    }

    ColourModel colours() {
        return channels() == 1 ? ColourModel.GRAY : ColourModel.RGB;
    }

    /** Samples that a pixel has after {@link #expand}: 1 or 3. */
    int channels() {
        return header.colour() == PngHeader.GRAY || header.colour() == PngHeader.GRAY_ALPHA ? 1 : 3;
    }

    /** Whether the samples stand in the row as they are, {@link #pixelStride} and {@link #sampleStride} apart. */
    boolean areStoredPlain() {
        return palette == null && header.bitDepth() >= 8;
    }

    int pixelStride() {
        return header.samples() * sampleStride();
    }

    int sampleStride() {
        return header.bitDepth() / 8;
    }

    /**
     * Makes samples of a restored row.
     *
     * @param row the pixels from index 1 on
     * @param out takes {@code pixels * channels()} samples
     */
    void expand(byte[] row, int pixels, byte[] out) {
        if (areStoredPlain()) {
            gather(row, pixels, out);
        } else if (palette != null) {
            for (int i = 0; i < pixels; i++) {
                System.arraycopy(palette, 3 * bits(row, i), out, 3 * i, 3);
            }
        } else {
            int scale = 255 / ((1 << header.bitDepth()) - 1);
            for (int i = 0; i < pixels; i++) {
                out[i] = (byte) (bits(row, i) * scale);
            }
        }
    }

    private void gather(byte[] row, int pixels, byte[] out) {
        int channels = channels();
        int to = 0;
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < channels; c++) {
                out[to++] = row[1 + i * pixelStride() + c * sampleStride()];
            }
        }
    }

    /** The value of pixel {@code i}, of one sample of 1, 2, 4 or 8 bits. */
    private int bits(byte[] row, int i) {
        int depth = header.bitDepth();
        int bit = i * depth;
        return row[1 + (bit >> 3)] >> 8 - depth - (bit & 7) & (1 << depth) - 1;
    }
}
