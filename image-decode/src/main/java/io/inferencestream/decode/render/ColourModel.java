package io.inferencestream.decode.render;

import io.inferencestream.decode.resize.PlaneResampler;

/**
 * What the planes of a stored image stand for, and how they become gray or RGB.
 *
 * <p>Gray is luma as ITU-R BT.601 has it, which is what JPEG stores anyway. CMYK is mixed as the Pillow library does,
 * without a colour profile: each ink takes away from white, and JPEG stores inks inverted, as Adobe's programs do.
 */
public enum ColourModel {
    GRAY(1),
    RGB(3),
    YCC(3),
    CMYK(4),
    YCCK(4);

    private static final int BITS = PlaneResampler.SUM_BITS;
    private static final int HALF = 1 << (BITS - 1);

    /** Fraction bits of the intensities in a product; with more, products would not fit. */
    private static final int SHORT_BITS = 7;

    private static final int SHORTEN = BITS - SHORT_BITS;
    private static final int WHITE = 255 << SHORT_BITS;

    /** Factors of JFIF's colours, 1.402, 0.344136, 0.714136 and 1.772, in 1/16384. */
    private static final int RED_OF_CR = 22970;

    private static final int GREEN_OF_CB = 5638;
    private static final int GREEN_OF_CR = 11700;
    private static final int BLUE_OF_CB = 29032;

    private final int planes;

    ColourModel(int planes) {
        this.planes = planes;
    }

    /** How many of the stored planes, counted from the first, a target of that many channels is mixed from. */
    int planesFor(int targetChannels) {
        return this == YCC && targetChannels == 1 ? 1 : planes;
    }

    /**
     * Mixes a row.
     *
     * @param planes of each plane the {@link PlaneResampler#sums}
     * @param from index of the row's first pixel
     * @param size pixels of the row
     * @param channels 1 for gray, 3 for RGB
     * @param out takes {@code size * channels} bytes
     */
    void mix(int[][] planes, int from, int size, int channels, byte[] out) {
        if (planes.length == 1) {
            mixGray(planes[0], from, size, channels, out);
            return;
        }
        byte[] rgb = channels == 3 ? out : new byte[3 * size];
        switch (this) {
            case YCC -> mixYcc(planes, from, size, rgb);
            case CMYK, YCCK -> mixInks(planes, from, size, rgb);
            default -> mixRgb(planes, from, size, rgb);
        }
        if (channels == 1) {
            mixLuma(rgb, size, out);
        }
    }

    /** Fills an image with one colour, 0xRRGGBB. */
    static void fill(byte[] values, int color, int channels) {
        byte[] rgb = {(byte) (color >> 16), (byte) (color >> 8), (byte) color};
        byte[] pixel = rgb;
        if (channels == 1) {
            pixel = new byte[1];
            mixLuma(rgb, 1, pixel);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = pixel[i % channels];
        }
    }

    private static void mixGray(int[] plane, int from, int size, int channels, byte[] out) {
        for (int i = 0, to = 0; i < size; i++) {
            byte value = rounded(plane[from + i]);
            for (int c = 0; c < channels; c++) {
                out[to++] = value;
            }
        }
    }

    private static void mixRgb(int[][] planes, int from, int size, byte[] out) {
        int[] red = planes[0];
        int[] green = planes[1];
        int[] blue = planes[2];
        for (int i = 0, to = 0; i < size; i++, to += 3) {
            out[to] = rounded(red[from + i]);
            out[to + 1] = rounded(green[from + i]);
            out[to + 2] = rounded(blue[from + i]);
        }
    }

    private static void mixYcc(int[][] planes, int from, int size, byte[] out) {
        int[] first = planes[0];
        int[] second = planes[1];
        int[] third = planes[2];
        for (int i = 0, to = 0; i < size; i++, to += 3) {
            int luma = first[from + i] + HALF;
            int cb = (second[from + i] >> SHORTEN) - (128 << SHORT_BITS);
            int cr = (third[from + i] >> SHORTEN) - (128 << SHORT_BITS);
            int red = luma + RED_OF_CR * cr >> BITS;
            int green = luma - GREEN_OF_CB * cb - GREEN_OF_CR * cr >> BITS;
            int blue = luma + BLUE_OF_CB * cb >> BITS;
            if (((red | green | blue) & ~255) != 0) {
                red = clamped(red);
                green = clamped(green);
                blue = clamped(blue);
            }
            out[to] = (byte) red;
            out[to + 1] = (byte) green;
            out[to + 2] = (byte) blue;
        }
    }

    private void mixInks(int[][] planes, int from, int size, byte[] out) {
        if (this == CMYK) {
            mixRgb(planes, from, size, out);
        } else {
            mixYcc(planes, from, size, out);
        }
        int[] black = planes[3];
        for (int i = 0; i < out.length; i++) {
            // JPEG turns inks into light before it makes luma and chroma of them.
            int light = this == CMYK ? out[i] & 0xff : 255 - (out[i] & 0xff);
            out[i] = (byte) ((light * held(black[from + i / 3] >> SHORTEN) + WHITE / 2) / WHITE);
        }
    }

    private static void mixLuma(byte[] rgb, int size, byte[] out) {
        for (int i = 0, at = 0; i < size; i++, at += 3) {
            int luma = 19595 * (rgb[at] & 0xff) + 38470 * (rgb[at + 1] & 0xff) + 7471 * (rgb[at + 2] & 0xff);
            out[i] = (byte) (luma + (1 << 15) >> 16);
        }
    }

    private static byte rounded(int sum) {
        return (byte) clamped(sum + HALF >> BITS);
    }

    private static int held(int black) {
        return Math.min(Math.max(black, 0), WHITE);
    }

    private static int clamped(int value) {
        return Math.min(Math.max(value, 0), 255);
    }
}
