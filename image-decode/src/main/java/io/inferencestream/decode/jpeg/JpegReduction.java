package io.inferencestream.decode.jpeg;

/**
 * The inverse discrete cosine transform of a block's first coefficients, to fewer samples than a block has: 4 by 4, 2 by 2 or
 * 1. As the common JPEG library's, which calls it scaled decoding.
 *
 * <p>Not thread-safe.
 */
final class JpegReduction {
    private static final int BITS = 13;

    /** Fraction bits that the products of the first pass keep. */
    private static final int KEPT = 2;

    private static final int COLUMN_SHIFT = BITS - KEPT;
    private static final int COLUMN_HALF = 1 << (COLUMN_SHIFT - 1);

    /** One bit more: four samples of a block of eight are half as large. */
    private static final int ROW_SHIFT = BITS + KEPT + 1;

    private static final int ROW_HALF = (1 << (ROW_SHIFT - 1)) + (128 << ROW_SHIFT);

    /** cos(pi / 8) and cos(3 pi / 8), divided by the root of two. */
    private static final int F_0_653 = 5352;

    private static final int F_0_271 = 2217;

    private final int[] columns = new int[16];

    /**
     * Makes samples of coefficients.
     *
     * @param coefficients hold the block, eight in a row, from {@code from} on
     * @param used positions of those that differ from zero, or-ed together; may have bits too many, never too few
     * @param factors what they are to be multiplied by
     * @param points samples in a row and in a column: 1, 2 or 4
     * @param out takes the samples, from {@code at} on, rows {@code stride} apart
     */
    void samples(short[] coefficients, int from, int used, int[] factors, int points, byte[] out, int at, int stride) {
        if (points == 1 || used == 0) {
            byte mean = sample(coefficients[from] * factors[0]);
            for (int y = at; y < at + points * stride; y += stride) {
                for (int x = y; x < y + points; x++) {
                    out[x] = mean;
                }
            }
        } else if (points == 2) {
            two(coefficients, from, factors, out, at, stride);
        } else {
            columns(coefficients, from, factors);
            rows(out, at, stride);
        }
    }

    private static void two(short[] c, int from, int[] factors, byte[] out, int at, int stride) {
        int mean = c[from] * factors[0];
        int across = c[from + 1] * factors[1];
        int down = c[from + 8] * factors[8];
        int both = c[from + 9] * factors[9];
        out[at] = sample(mean + across + down + both);
        out[at + 1] = sample(mean - across + down - both);
        out[at + stride] = sample(mean + across - down - both);
        out[at + stride + 1] = sample(mean - across - down + both);
    }

    /** A sum of coefficients is eight times what its sample differs from gray. */
    private static byte sample(int sum) {
        return clamped((sum + 4 >> 3) + 128);
    }

    private void columns(short[] c, int from, int[] factors) {
        for (int x = 0; x < 4; x++) {
            int c0 = c[from + x] * factors[x];
            int c1 = c[from + x + 8] * factors[x + 8];
            int c2 = c[from + x + 16] * factors[x + 16];
            int c3 = c[from + x + 24] * factors[x + 24];
            int e0 = (c0 + c2 << BITS - 1) + COLUMN_HALF;
            int e1 = (c0 - c2 << BITS - 1) + COLUMN_HALF;
            int o0 = c1 * F_0_653 + c3 * F_0_271;
            int o1 = c1 * F_0_271 - c3 * F_0_653;
            columns[x] = e0 + o0 >> COLUMN_SHIFT;
            columns[x + 4] = e1 + o1 >> COLUMN_SHIFT;
            columns[x + 8] = e1 - o1 >> COLUMN_SHIFT;
            columns[x + 12] = e0 - o0 >> COLUMN_SHIFT;
        }
    }

    private void rows(byte[] out, int start, int stride) {
        for (int from = 0, at = start; from < 16; from += 4, at += stride) {
            int c1 = columns[from + 1];
            int c3 = columns[from + 3];
            int e0 = (columns[from] + columns[from + 2] << BITS - 1) + ROW_HALF;
            int e1 = (columns[from] - columns[from + 2] << BITS - 1) + ROW_HALF;
            int o0 = c1 * F_0_653 + c3 * F_0_271;
            int o1 = c1 * F_0_271 - c3 * F_0_653;
            out[at] = clamped(e0 + o0 >> ROW_SHIFT);
            out[at + 1] = clamped(e1 + o1 >> ROW_SHIFT);
            out[at + 2] = clamped(e1 - o1 >> ROW_SHIFT);
            out[at + 3] = clamped(e0 - o0 >> ROW_SHIFT);
        }
    }

    private static byte clamped(int value) {
        return (byte) Math.min(Math.max(value, 0), 255);
    }
}
