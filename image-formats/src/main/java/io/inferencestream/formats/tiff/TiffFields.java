package io.inferencestream.formats.tiff;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a TIFF's first directory, read where they stand: whatever counts they claim, nothing is allocated. Reads
 * TIFF and BigTIFF, in either byte order.
 */
final class TiffFields {
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    /** More than any directory has that a program wrote. */
    private static final int MAX_FIELDS = 4096;

    private final Encoded bytes;
    private final boolean littleEndian;
    private final boolean big;
    private final int first;
    private final int count;

    private TiffFields(Encoded bytes, boolean littleEndian, boolean big) throws UndecodableException {
        this.bytes = bytes;
        this.littleEndian = littleEndian;
        this.big = big;
        int directory = offset(big ? 8 : 4);
        long declared = big ? whole(directory) : u16(directory);
        this.first = directory + (big ? 8 : 2);
        this.count = (int) Math.min(declared, MAX_FIELDS);
        bytes.require(first, count * size());
    }

    static boolean isRecognised(Encoded bytes) {
        return isOf(bytes, "II*\0", "MM\0*") || isOf(bytes, "II+\0", "MM\0+");
    }

    static TiffFields read(Encoded bytes) throws UndecodableException {
        return new TiffFields(bytes, bytes.hasAt(0, "II"), isOf(bytes, "II+\0", "MM\0+"));
    }

    private static boolean isOf(Encoded bytes, String little, String big) {
        return bytes.hasAt(0, little) || bytes.hasAt(0, big);
    }

    boolean littleEndian() {
        return littleEndian;
    }

    private int size() {
        return big ? 20 : 12;
    }

    @Nullable
    TiffField find(TiffTag tag) throws UndecodableException {
        for (int i = 0; i < count; i++) {
            int at = first + i * size();
            if (u16(at) == tag.number()) {
                return field(at);
            }
        }
        return null;
    }

    private TiffField field(int at) throws UndecodableException {
        int type = u16(at + 2);
        long values = big ? whole(at + 4) : u32(at + 4);
        int inside = big ? 8 : 4;
        int value = at + size() - inside;
        boolean fits = values <= inside / bytesOf(type);
        return new TiffField(this, type, values, fits ? value : offset(value));
    }

    private static int bytesOf(int type) {
        return switch (type) {
            case SHORT, 8 -> 2;
            case LONG, 9, 11, 13 -> 4;
            case 5, 10, 12, LONG8, 17, 18 -> 8;
            default -> 1;
        };
    }

    /** A whole number that is not negative, of a field of that type, whose values begin at {@code at}. */
    long number(int type, int at, long index) throws UndecodableException {
        long to = at + index * bytesOf(type);
        if (to > bytes.length()) {
            throw cutShort();
        }
        return switch (type) {
            case BYTE -> bytes.u8((int) to);
            case SHORT -> u16((int) to);
            case LONG -> u32((int) to);
            case LONG8 -> whole((int) to);
            default -> throw UndecodableException.corrupt("TIFF with a field of type " + type + " for a number");
        };
    }

    /** Copies bytes as they are. */
    byte[] copy(int at, int length) throws UndecodableException {
        bytes.require(at, length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes.array(), bytes.indexOf(at), copy, 0, length);
        return copy;
    }

    private int offset(int at) throws UndecodableException {
        long offset = big ? whole(at) : u32(at);
        if (offset > bytes.length()) {
            throw cutShort();
        }
        return (int) offset;
    }

    private static UndecodableException cutShort() {
        return UndecodableException.corrupt("cut short: TIFF that points behind its end");
    }

    private int u16(int at) throws UndecodableException {
        return littleEndian ? bytes.u16le(at) : bytes.u16(at);
    }

    private long u32(int at) throws UndecodableException {
        return Integer.toUnsignedLong(littleEndian ? bytes.i32le(at) : bytes.i32(at));
    }

    /** Eight bytes; what no file is large enough for counts as very large. */
    private long whole(int at) throws UndecodableException {
        long low = u32(littleEndian ? at : at + 4);
        long high = u32(littleEndian ? at + 4 : at);
        return high == 0 ? low : Integer.MAX_VALUE + 1L << 1;
    }
}
