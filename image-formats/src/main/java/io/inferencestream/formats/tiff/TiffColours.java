package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;

/** What the samples of a page stand for. */
enum TiffColours {
    WHITE_IS_ZERO(0, 1),
    BLACK_IS_ZERO(1, 1),
    RGB(2, 3),
    PALETTE(3, 1),
    CMYK(5, 4),
    YCC(6, 3);

    private final int number;
    private final int samples;

    TiffColours(int number, int samples) {
        this.number = number;
        this.samples = samples;
    }

    static TiffColours of(long number) throws UndecodableException {
        for (TiffColours colours : values()) {
            if (colours.number == number) {
                return colours;
            }
        }
        throw UndecodableException.unsupported("TIFF in " + nameOf(number));
    }

    private static String nameOf(long number) {
        return switch ((int) number) {
            case 4 -> "the form of a transparency mask";
            case 8, 9, 10 -> "L*a*b* (" + number + ")";
            case 32803 -> "a camera's raw samples (32803)";
            case 34892 -> "a camera's linear raw samples (34892)";
            default -> "colours of number " + number;
        };
    }

    /** Samples of a pixel, without alpha. */
    int samples() {
        return samples;
    }

    boolean isGray() {
        return this == WHITE_IS_ZERO || this == BLACK_IS_ZERO;
    }

    /** Whether samples may have that many bits. */
    boolean mayHave(int bits) {
        return switch (this) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO ->
                bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 12 || bits == 16;
            case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case RGB, CMYK -> bits == 8 || bits == 16;
            case YCC -> bits == 8;
        };
    }
}
