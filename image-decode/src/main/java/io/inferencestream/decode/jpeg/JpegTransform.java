package io.inferencestream.decode.jpeg;

/**
 * The inverse discrete cosine transform of 8 by 8 coefficients, by the factorisation of Loeffler, Ligtenberg and
 * Moschytz (ICASSP 1989), in whole numbers of 1/8192. Rounds as the common JPEG library does with its accurate integer
 * method, so that the samples are the same.
 *
 * <p>Not thread-safe.
 */
final class JpegTransform {
    private static final int BITS = 13;
    private static final int COLUMN_SHIFT = BITS - 2;
    private static final int ROW_SHIFT = BITS + 2 + 3;
    private static final int COLUMN_HALF = 1 << (COLUMN_SHIFT - 1);
    private static final int ROW_HALF = (1 << (ROW_SHIFT - 1)) + (128 << ROW_SHIFT);

    private static final int F_0_298 = 2446;
    private static final int F_0_390 = 3196;
    private static final int F_0_541 = 4433;
    private static final int F_0_765 = 6270;
    private static final int F_0_899 = 7373;
    private static final int F_1_175 = 9633;
    private static final int F_1_501 = 12299;
    private static final int F_1_847 = 15137;
    private static final int F_1_961 = 16069;
    private static final int F_2_053 = 16819;
    private static final int F_2_562 = 20995;
    private static final int F_3_072 = 25172;

    private final int[] columns = new int[64];

    /** Of the positions of a block's coefficients or-ed together, these bits tell that one is in its lower half. */
    private static final int LOWER_HALF = 32;

    /** The same for its right half. */
    private static final int RIGHT_HALF = 4;

    /**
     * Makes samples of coefficients.
     *
     * @param coefficients hold the block, row by row, from {@code from} on
     * @param used positions of those that differ from zero, or-ed together; may have bits too many, never too few
     * @param factors what they are to be multiplied by
     * @param rows which rows of samples are wanted: bit 0 for the top one
     * @param out takes the samples, from {@code at} on, rows {@code stride} apart
     */
    void samples(short[] coefficients, int from, int used, int[] factors, int rows, byte[] out, int at, int stride) {
        if (used == 0) {
            flat(coefficients[from] * factors[0], rows, out, at, stride);
            return;
        }
        boolean narrow = (used & RIGHT_HALF) == 0;
        int width = narrow ? 4 : 8;
        if ((used & LOWER_HALF) == 0) {
            shortColumns(coefficients, from, factors, width, columns);
        } else {
            columns(coefficients, from, factors, width, columns);
        }
        if (narrow) {
            shortRows(columns, rows, out, at, stride);
        } else {
            rows(columns, rows, out, at, stride);
        }
    }

    private static void flat(int first, int rows, byte[] out, int at, int stride) {
        byte value = clamped(((first << 2) + 16 >> 5) + 128);
        for (int y = 0; y < 8; y++) {
            if ((rows >> y & 1) != 0) {
                int start = at + y * stride;
                for (int x = start; x < start + 8; x++) {
                    out[x] = value;
                }
            }
        }
    }

    /** As {@link #columns}, where the lower four of each are zero. */
    private static void shortColumns(short[] c, int from, int[] factors, int width, int[] out) {
        for (int x = 0; x < width; x++) {
            int c0 = c[from + x] * factors[x];
            int c1 = c[from + x + 8];
            int c2 = c[from + x + 16];
            int c3 = c[from + x + 24];
            if ((c1 | c2 | c3) == 0) {
                fillColumn(c0 << 2, x, out);
                continue;
            }
            c1 *= factors[x + 8];
            c2 *= factors[x + 16];
            c3 *= factors[x + 24];

            int middle = (c0 << BITS) + COLUMN_HALF;
            int low = c2 * F_0_541;
            int high = c2 * (F_0_541 + F_0_765);
            int both = (c1 + c3) * F_1_175;
            int o3 = both - c1 * F_0_899 - c3 * F_1_961;
            int o2 = both - c1 * F_0_390 - c3 * F_2_562;
            int o1 = both + c3 * (F_3_072 - F_2_562 - F_1_961);
            int o0 = both + c1 * (F_1_501 - F_0_899 - F_0_390);

            out[x] = middle + high + o0 >> COLUMN_SHIFT;
            out[x + 56] = middle + high - o0 >> COLUMN_SHIFT;
            out[x + 8] = middle + low + o1 >> COLUMN_SHIFT;
            out[x + 48] = middle + low - o1 >> COLUMN_SHIFT;
            out[x + 16] = middle - low + o2 >> COLUMN_SHIFT;
            out[x + 40] = middle - low - o2 >> COLUMN_SHIFT;
            out[x + 24] = middle - high + o3 >> COLUMN_SHIFT;
            out[x + 32] = middle - high - o3 >> COLUMN_SHIFT;
        }
    }

    /** As {@link #rows}, where the right four of each are zero. */
    private static void shortRows(int[] c, int wanted, byte[] out, int start, int stride) {
        for (int from = 0, at = start, left = wanted; from < 64; from += 8, at += stride, left >>= 1) {
            if ((left & 1) == 0) {
                continue;
            }
            int c1 = c[from + 1];
            int c2 = c[from + 2];
            int c3 = c[from + 3];

            int middle = (c[from] << BITS) + ROW_HALF;
            int low = c2 * F_0_541;
            int high = c2 * (F_0_541 + F_0_765);
            int both = (c1 + c3) * F_1_175;
            int o3 = both - c1 * F_0_899 - c3 * F_1_961;
            int o2 = both - c1 * F_0_390 - c3 * F_2_562;
            int o1 = both + c3 * (F_3_072 - F_2_562 - F_1_961);
            int o0 = both + c1 * (F_1_501 - F_0_899 - F_0_390);

            int s0 = middle + high + o0 >> ROW_SHIFT;
            int s1 = middle + low + o1 >> ROW_SHIFT;
            int s2 = middle - low + o2 >> ROW_SHIFT;
            int s3 = middle - high + o3 >> ROW_SHIFT;
            int s4 = middle - high - o3 >> ROW_SHIFT;
            int s5 = middle - low - o2 >> ROW_SHIFT;
            int s6 = middle + low - o1 >> ROW_SHIFT;
            int s7 = middle + high - o0 >> ROW_SHIFT;
            put(out, at, s0, s1, s2, s3, s4, s5, s6, s7);
        }
    }

    private static void fillColumn(int value, int x, int[] out) {
        out[x] = value;
        out[x + 8] = value;
        out[x + 16] = value;
        out[x + 24] = value;
        out[x + 32] = value;
        out[x + 40] = value;
        out[x + 48] = value;
        out[x + 56] = value;
    }

    /** The first pass: of the leftmost {@code width} columns, leaving two bits behind the point. */
    private static void columns(short[] c, int from, int[] factors, int width, int[] out) {
        for (int x = 0; x < width; x++) {
            int c0 = c[from + x] * factors[x];
            int c1 = c[from + x + 8];
            int c2 = c[from + x + 16];
            int c3 = c[from + x + 24];
            int c4 = c[from + x + 32];
            int c5 = c[from + x + 40];
            int c6 = c[from + x + 48];
            int c7 = c[from + x + 56];
            if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
                fillColumn(c0 << 2, x, out);
                continue;
            }
            c1 *= factors[x + 8];
            c2 *= factors[x + 16];
            c3 *= factors[x + 24];
            c4 *= factors[x + 32];
            c5 *= factors[x + 40];
            c6 *= factors[x + 48];
            c7 *= factors[x + 56];

            int turned = (c2 + c6) * F_0_541;
            int low = turned - c6 * F_1_847;
            int high = turned + c2 * F_0_765;
            int sum = (c0 + c4 << BITS) + COLUMN_HALF;
            int difference = (c0 - c4 << BITS) + COLUMN_HALF;
            int e0 = sum + high;
            int e3 = sum - high;
            int e1 = difference + low;
            int e2 = difference - low;

            int a = c7 + c3;
            int b = c5 + c1;
            int both = (a + b) * F_1_175;
            int ca = both - a * F_1_961;
            int cb = both - b * F_0_390;
            int outer = (c7 + c1) * F_0_899;
            int inner = (c5 + c3) * F_2_562;
            int o3 = c7 * F_0_298 - outer + ca;
            int o2 = c5 * F_2_053 - inner + cb;
            int o1 = c3 * F_3_072 - inner + ca;
            int o0 = c1 * F_1_501 - outer + cb;

            out[x] = e0 + o0 >> COLUMN_SHIFT;
            out[x + 56] = e0 - o0 >> COLUMN_SHIFT;
            out[x + 8] = e1 + o1 >> COLUMN_SHIFT;
            out[x + 48] = e1 - o1 >> COLUMN_SHIFT;
            out[x + 16] = e2 + o2 >> COLUMN_SHIFT;
            out[x + 40] = e2 - o2 >> COLUMN_SHIFT;
            out[x + 24] = e3 + o3 >> COLUMN_SHIFT;
            out[x + 32] = e3 - o3 >> COLUMN_SHIFT;
        }
    }

    /** The second pass: of the rows that are wanted, to samples. */
    private static void rows(int[] c, int wanted, byte[] out, int start, int stride) {
        for (int from = 0, at = start, left = wanted; from < 64; from += 8, at += stride, left >>= 1) {
            if ((left & 1) == 0) {
                continue;
            }
            int c1 = c[from + 1];
            int c2 = c[from + 2];
            int c3 = c[from + 3];
            int c5 = c[from + 5];
            int c6 = c[from + 6];
            int c7 = c[from + 7];

            int turned = (c2 + c6) * F_0_541;
            int low = turned - c6 * F_1_847;
            int high = turned + c2 * F_0_765;
            int sum = (c[from] + c[from + 4] << BITS) + ROW_HALF;
            int difference = (c[from] - c[from + 4] << BITS) + ROW_HALF;
            int e0 = sum + high;
            int e3 = sum - high;
            int e1 = difference + low;
            int e2 = difference - low;

            int a = c7 + c3;
            int b = c5 + c1;
            int both = (a + b) * F_1_175;
            int ca = both - a * F_1_961;
            int cb = both - b * F_0_390;
            int outer = (c7 + c1) * F_0_899;
            int inner = (c5 + c3) * F_2_562;
            int o3 = c7 * F_0_298 - outer + ca;
            int o2 = c5 * F_2_053 - inner + cb;
            int o1 = c3 * F_3_072 - inner + ca;
            int o0 = c1 * F_1_501 - outer + cb;

            int s0 = e0 + o0 >> ROW_SHIFT;
            int s1 = e1 + o1 >> ROW_SHIFT;
            int s2 = e2 + o2 >> ROW_SHIFT;
            int s3 = e3 + o3 >> ROW_SHIFT;
            int s4 = e3 - o3 >> ROW_SHIFT;
            int s5 = e2 - o2 >> ROW_SHIFT;
            int s6 = e1 - o1 >> ROW_SHIFT;
            int s7 = e0 - o0 >> ROW_SHIFT;
            put(out, at, s0, s1, s2, s3, s4, s5, s6, s7);
        }
    }

    /** Few samples lie beyond black or white: one look at all eight is cheaper than one at each. */
    private static void put(byte[] out, int at, int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7) {
        if (((s0 | s1 | s2 | s3 | s4 | s5 | s6 | s7) & ~255) == 0) {
            out[at] = (byte) s0;
            out[at + 1] = (byte) s1;
            out[at + 2] = (byte) s2;
            out[at + 3] = (byte) s3;
            out[at + 4] = (byte) s4;
            out[at + 5] = (byte) s5;
            out[at + 6] = (byte) s6;
            out[at + 7] = (byte) s7;
            return;
        }
        out[at] = clamped(s0);
        out[at + 1] = clamped(s1);
        out[at + 2] = clamped(s2);
        out[at + 3] = clamped(s3);
        out[at + 4] = clamped(s4);
        out[at + 5] = clamped(s5);
        out[at + 6] = clamped(s6);
        out[at + 7] = clamped(s7);
    }

    private static byte clamped(int value) {
        return (byte) Math.min(Math.max(value, 0), 255);
    }
}
