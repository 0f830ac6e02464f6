package io.inferencestream.formats.tiff;

import io.inferencestream.decode.image.UndecodableException;

/** How the strips or tiles of a page are packed. */
enum TiffCompression {
    NONE(1),
    CCITT_RLE(2),
    CCITT_G3(3),
    CCITT_G4(4),
    LZW(5),
    JPEG(7),
    DEFLATE(8),
    OLD_DEFLATE(32946),
    PACK_BITS(32773);

    private final int number;

    TiffCompression(int number) {
        this.number = number;
    }

    static TiffCompression of(long number) throws UndecodableException {
        for (TiffCompression compression : values()) {
            if (compression.number == number) {
                return compression;
            }
        }
        throw UndecodableException.unsupported("TIFF compressed as " + nameOf(number));
    }

    private static String nameOf(long number) {
        return switch ((int) number) {
            case 6 -> "old-style JPEG (6)";
            case 34661 -> "JBIG (34661)";
            case 34712, 33003, 33005 -> "JPEG 2000 (" + number + ")";
            case 34887 -> "LERC (34887)";
            case 34925 -> "LZMA (34925)";
            case 50000 -> "Zstandard (50000)";
            case 50001 -> "WebP (50001)";
            case 50002, 52546 -> "JPEG XL (" + number + ")";
            default -> "number " + number;
        };
    }

    int number() {
        return number;
    }

    boolean isCcitt() {
        return this == CCITT_RLE || this == CCITT_G3 || this == CCITT_G4;
    }

    /** Whether samples may be stored as differences to their left neighbours. */
    boolean hasPredictor() {
        return this == LZW || this == DEFLATE || this == OLD_DEFLATE;
    }
}
