package io.inferencestream.decode.file;

import io.inferencestream.decode.image.Orientation;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the orientation in EXIF data: a TIFF header and a directory of 12-byte entries, of which one has the tag 0x0112.
 * EXIF that is itself damaged counts as upright: the image may be whole.
 */
public final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int SIGNED_BYTE = 6;
    private static final int SIGNED_SHORT = 8;
    private static final int SIGNED_LONG = 9;
    private static final int MAX_ENTRIES = 512;

    private ExifOrientation() {}

    /**
     * The orientation, or upright where there is none.
     *
     * @param tiff where the TIFF header starts
     * @param length bytes of EXIF data from there
     */
    public static Orientation find(Encoded bytes, int tiff, int length) throws UndecodableException {
        Orientation told = told(bytes, tiff, length);
        return told != null ? told : Orientation.UPRIGHT;
    }

    /** As {@link #find}, but null where nothing is told, so that others may be asked. */
    public static @Nullable Orientation told(Encoded bytes, int tiff, int length) throws UndecodableException {
        boolean littleEndian = bytes.hasAt(tiff, "II*\0");
        if (length < 8 || !(littleEndian || bytes.hasAt(tiff, "MM\0*"))) {
            return null;
        }
        int directory = i32(bytes, tiff + 4, littleEndian);
        if (directory < 8 || directory > length - 2) {
            return null;
        }
        int declared = u16(bytes, tiff + directory, littleEndian);
        int entries = Math.min(Math.min(declared, MAX_ENTRIES), (length - directory - 2) / 12);
        for (int i = 0; i < entries; i++) {
            int entry = tiff + directory + 2 + 12 * i;
            if (u16(bytes, entry, littleEndian) == TAG) {
                return Orientation.ofExif(value(bytes, entry, littleEndian));
            }
        }
        return null;
    }

    /** The number that an entry holds; the standard wants a SHORT, and some writers take another type of whole number. */
    private static int value(Encoded bytes, int entry, boolean littleEndian) throws UndecodableException {
        return switch (u16(bytes, entry + 2, littleEndian)) {
            case BYTE, SIGNED_BYTE -> bytes.u8(entry + 8);
            case SHORT, SIGNED_SHORT -> u16(bytes, entry + 8, littleEndian);
            case LONG, SIGNED_LONG -> i32(bytes, entry + 8, littleEndian);
            default -> 0;
        };
    }

    private static int u16(Encoded bytes, int offset, boolean littleEndian) throws UndecodableException {
        return littleEndian ? bytes.u16le(offset) : bytes.u16(offset);
    }

    private static int i32(Encoded bytes, int offset, boolean littleEndian) throws UndecodableException {
        return littleEndian ? bytes.i32le(offset) : bytes.i32(offset);
    }
}
