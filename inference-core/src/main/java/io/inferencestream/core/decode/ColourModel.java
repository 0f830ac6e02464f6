package io.inferencestream.core.decode;

/**
 * What the planes of a stored picture stand for, and how they become gray or RGB.
 *
 * <p>Gray is luma as ITU-R BT.601 has it, which is what JPEG stores anyway. CMYK is mixed as the Pillow library does,
 * without a colour profile: each ink takes away from white, and JPEG stores inks inverted, as Adobe's programs do.
 */
enum ColourModel {
    GRAY(1),
    RGB(3),
    YCC(3),
    CMYK(4),
    YCCK(4);

    /** Resampled intensities come with these many bits behind the point. */
    private static final int FRACTION = PlaneResampler.FRACTION_BITS;

    private static final int HALF = 1 << (FRACTION - 1);
    private static final int WHITE = 255 << FRACTION;

    private final int planes;

    ColourModel(int planes) {
        this.planes = planes;
    }

    /** How many of the stored planes, counted from the first, a target of that many channels is mixed from. */
    int planesFor(int targetChannels) {
        return this == YCC && targetChannels == 1 ? 1 : planes;
    }

    /**
     * Mixes one row.
     *
     * @param rows of each plane the row's intensities times 128
     * @param size pixels of the row
     * @param channels 1 for gray, 3 for RGB
     * @param out takes {@code size * channels} bytes
     */
    void mix(int[][] rows, int size, int channels, byte[] out) {
        switch (this) {
            case GRAY -> mixGray(rows[0], size, channels, out);
            case RGB -> mixRgb(rows, size, channels, out);
            case YCC -> {
                if (channels == 1) {
                    mixGray(rows[0], size, 1, out);
                } else {
                    yccToRgb(rows, size);
                    mixRgb(rows, size, channels, out);
                }
            }
            case CMYK -> {
                blacken(rows, size);
                mixRgb(rows, size, channels, out);
            }
            case YCCK -> {
                yccToRgb(rows, size);
                invert(rows, size);
                blacken(rows, size);
                mixRgb(rows, size, channels, out);
            }
        }
    }

    private static void mixGray(int[] row, int size, int channels, byte[] out) {
        for (int i = 0, to = 0; i < size; i++) {
            byte value = (byte) (row[i] + HALF >> FRACTION);
            for (int c = 0; c < channels; c++) {
                out[to++] = value;
            }
        }
    }

    private static void mixRgb(int[][] rows, int size, int channels, byte[] out) {
        int[] red = rows[0];
        int[] green = rows[1];
        int[] blue = rows[2];
        if (channels == 1) {
            for (int i = 0; i < size; i++) {
                int luma = 19595 * red[i] + 38470 * green[i] + 7471 * blue[i] + (HALF << 16);
                out[i] = (byte) (luma >> FRACTION + 16);
            }
            return;
        }
        for (int i = 0, to = 0; i < size; i++, to += 3) {
            out[to] = (byte) (red[i] + HALF >> FRACTION);
            out[to + 1] = (byte) (green[i] + HALF >> FRACTION);
            out[to + 2] = (byte) (blue[i] + HALF >> FRACTION);
        }
    }

    /** In place, by the factors of JFIF: 1.402, 0.344136, 0.714136 and 1.772, in 1/16384. */
    private static void yccToRgb(int[][] rows, int size) {
        int[] first = rows[0];
        int[] second = rows[1];
        int[] third = rows[2];
        for (int i = 0; i < size; i++) {
            int luma = (first[i] << 14) + (1 << 13);
            int cb = second[i] - (128 << FRACTION);
            int cr = third[i] - (128 << FRACTION);
            first[i] = clamp(luma + 22970 * cr >> 14);
            second[i] = clamp(luma - 5638 * cb - 11700 * cr >> 14);
            third[i] = clamp(luma + 29032 * cb >> 14);
        }
    }

    /** In place: JPEG turns inks into light before it makes YCC of them. */
    private static void invert(int[][] rows, int size) {
        for (int c = 0; c < 3; c++) {
            int[] row = rows[c];
            for (int i = 0; i < size; i++) {
                row[i] = WHITE - row[i];
            }
        }
    }

    /** In place: black ink darkens the light that the other three let through. */
    private static void blacken(int[][] rows, int size) {
        int[] black = rows[3];
        for (int c = 0; c < 3; c++) {
            int[] row = rows[c];
            for (int i = 0; i < size; i++) {
                row[i] = (row[i] * black[i] + WHITE / 2) / WHITE;
            }
        }
    }

    private static int clamp(int value) {
        return Math.min(Math.max(value, 0), WHITE);
    }
}
