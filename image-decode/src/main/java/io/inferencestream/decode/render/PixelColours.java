package io.inferencestream.decode.render;

/**
 * Makes rows of red, green and blue, or of gray, of rows of samples, with the roundings of the common JPEG library and of the
 * Pillow library.
 */
public final class PixelColours {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);

    private static final int[] RED_OF_CR = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            RED_OF_CR[i] = 91881 * (i - 128) + HALF >> BITS;
            GREEN_OF_CR[i] = -46802 * (i - 128);
            GREEN_OF_CB[i] = -22554 * (i - 128) + HALF;
            BLUE_OF_CB[i] = 116130 * (i - 128) + HALF >> BITS;
        }
    }

    private PixelColours() {}

    /**
     * Mixes a row of the planes of a JPEG that has several.
     *
     * @param planes of each plane a row as wide as the image
     * @param rgb takes three samples for each pixel
     */
    public static void mix(ColourModel colour, byte[][] planes, int width, byte[] rgb) {
        if (colour == ColourModel.YCC || colour == ColourModel.YCCK) {
            mixYcc(planes[0], planes[1], planes[2], width, rgb);
        } else {
            for (int x = 0, to = 0; x < width; x++, to += 3) {
                rgb[to] = planes[0][x];
                rgb[to + 1] = planes[1][x];
                rgb[to + 2] = planes[2][x];
            }
        }
        if (planes.length == 4) {
            mixInks(planes[3], colour == ColourModel.YCCK, rgb);
        }
    }

    /** Mixes a row of interleaved samples of an image that is neither gray nor red, green and blue. */
    static void mixInterleaved(
            ColourModel colour, byte[] samples, int at, int pixelStride, int sampleStride, byte[] rgb) {
        byte[][] pixel = new byte[colour.planesFor(3)][1];
        byte[] mixed = new byte[3];
        for (int to = 0, from = at; to < rgb.length; to += 3, from += pixelStride) {
            for (int i = 0; i < pixel.length; i++) {
                pixel[i][0] = samples[from + i * sampleStride];
            }
            mix(colour, pixel, 1, mixed);
            System.arraycopy(mixed, 0, rgb, to, 3);
        }
    }

    private static void mixYcc(byte[] luma, byte[] cb, byte[] cr, int width, byte[] rgb) {
        for (int x = 0, to = 0; x < width; x++, to += 3) {
            int y = luma[x] & 0xff;
            int blueness = cb[x] & 0xff;
            int redness = cr[x] & 0xff;
            int red = y + RED_OF_CR[redness];
            int green = y + (GREEN_OF_CB[blueness] + GREEN_OF_CR[redness] >> BITS);
            int blue = y + BLUE_OF_CB[blueness];
            if (((red | green | blue) & ~255) != 0) {
                red = clamped(red);
                green = clamped(green);
                blue = clamped(blue);
            }
            rgb[to] = (byte) red;
            rgb[to + 1] = (byte) green;
            rgb[to + 2] = (byte) blue;
        }
    }

    /** JPEG stores inks inverted: 255 is no ink. Of YCCK the colours are those of the inks themselves. */
    private static void mixInks(byte[] black, boolean isInverted, byte[] rgb) {
        for (int i = 0; i < rgb.length; i++) {
            int light = black[i / 3] & 0xff;
            int ink = isInverted ? rgb[i] & 0xff : 255 - (rgb[i] & 0xff);
            int product = ink * light + 128;
            rgb[i] = (byte) clamped(light - ((product >> 8) + product >> 8));
        }
    }

    /** Makes gray of pixels, as Pillow's {@code convert("L")}. */
    static void mixLuma(byte[] samples, int at, int pixelStride, int sampleStride, byte[] gray) {
        for (int i = 0, from = at; i < gray.length; i++, from += pixelStride) {
            int red = samples[from] & 0xff;
            int green = samples[from + sampleStride] & 0xff;
            int blue = samples[from + 2 * sampleStride] & 0xff;
            gray[i] = (byte) (19595 * red + 38470 * green + 7471 * blue + HALF >> BITS);
        }
    }

    private static int clamped(int value) {
        return Math.min(Math.max(value, 0), 255);
    }
}
