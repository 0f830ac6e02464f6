package io.inferencestream.decode.file;

import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;

/**
 * Finds the orientation in EXIF data: a TIFF header and a directory of 12-byte entries, of which one has the tag 0x0112.
 * EXIF that is itself damaged counts as upright: the image may be whole.
 */
public final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int MAX_ENTRIES = 512;

    private ExifOrientation() {}

    /**
     * @param tiff where the TIFF header starts
     * @param length bytes of EXIF data from there
     */
    public static Orientation find(Encoded bytes, int tiff, int length) throws UndecodableException {
        boolean littleEndian = bytes.hasAt(tiff, "II*\0");
        if (length < 8 || !(littleEndian || bytes.hasAt(tiff, "MM\0*"))) {
            return Orientation.UPRIGHT;
        }
        int directory = i32(bytes, tiff + 4, littleEndian);
        if (directory < 8 || directory > length - 2) {
            return Orientation.UPRIGHT;
        }
        int declared = u16(bytes, tiff + directory, littleEndian);
        int entries = Math.min(Math.min(declared, MAX_ENTRIES), (length - directory - 2) / 12);
        for (int i = 0; i < entries; i++) {
            int entry = tiff + directory + 2 + 12 * i;
            if (u16(bytes, entry, littleEndian) == TAG && u16(bytes, entry + 2, littleEndian) == TYPE_SHORT) {
                return Orientation.ofExif(u16(bytes, entry + 8, littleEndian));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static int u16(Encoded bytes, int offset, boolean littleEndian) throws UndecodableException {
        return littleEndian ? bytes.u16le(offset) : bytes.u16(offset);
    }

    private static int i32(Encoded bytes, int offset, boolean littleEndian) throws UndecodableException {
        return littleEndian ? bytes.i32le(offset) : bytes.i32(offset);
    }
}
