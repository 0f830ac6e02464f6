package io.inferencestream.decode.dicom;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * Walks the elements of a data set, and steps over sequences, however they are nested and whether or not they tell their
 * length.
 *
 * <p>Not thread-safe. After {@link #next()} the accessors speak of the element found.
 */
final class ElementReader {
    /** The length of what ends at a delimiter. */
    static final int UNDEFINED = -1;

    static final int ITEM = 0xfffee000;

    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final int MAX_DEPTH = 16;

    /** Types whose length has four bytes. */
    private static final String LONG_TYPES = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

    private final Encoded bytes;
    private final boolean littleEndian;
    private final boolean explicit;
    private int position;
    private int tag;
    private String type = "";
    private int length;

    /** @param explicit whether each element names its type */
    ElementReader(Encoded bytes, int position, boolean littleEndian, boolean explicit) {
        this.bytes = bytes;
        this.position = position;
        this.littleEndian = littleEndian;
        this.explicit = explicit;
    }

    /** Another of the same file, that begins at {@code offset}. */
    ElementReader from(int offset) {
        return new ElementReader(bytes, offset, littleEndian, explicit);
    }

    boolean isAtEnd() {
        return position >= bytes.length();
    }

    /** Reads the head of the next element, and stands at its value. */
    void next() throws UndecodableException {
        tag = tagAt(position);
        type = "";
        position += 4;
        if (explicit && isType(bytes, position) && tag >>> 16 != ITEM >>> 16) {
            type = bytes.latin1(position, 2);
            boolean isLong = LONG_TYPES.contains(type);
            length = isLong ? i32(position + 4) : u16(position + 2);
            position += isLong ? 8 : 4;
        } else {
            length = i32(position);
            position += 4;
        }
        if (length < UNDEFINED) {
            throw UndecodableException.corrupt("DICOM element of impossible length");
        }
    }

    /** Whether two letters stand where an element names its type. */
    static boolean isType(Encoded bytes, int offset) throws UndecodableException {
        return isCapital(bytes.u8(offset)) && isCapital(bytes.u8(offset + 1));
    }

    private static boolean isCapital(int letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /** Goes behind the value. */
    void skip() throws UndecodableException {
        if (length == UNDEFINED) {
            position = behindSequence(position, explicit && !type.equals("UN"), 0);
        } else {
            bytes.require(position, length);
            position += length;
        }
    }

    private int behindSequence(int from, boolean inItemsExplicit, int depth) throws UndecodableException {
        if (depth > MAX_DEPTH) {
            throw UndecodableException.corrupt("DICOM with sequences nested more than " + MAX_DEPTH + " deep");
        }
        int at = from;
        while (true) {
            int found = tagAt(at);
            int size = i32(at + 4);
            at += 8;
            if (found == SEQUENCE_END) {
                return at;
            }
            if (found != ITEM || size < UNDEFINED) {
                throw UndecodableException.corrupt("DICOM sequence with something else than items");
            }
            if (size == UNDEFINED) {
                at = behindItem(at, inItemsExplicit, depth);
            } else {
                bytes.require(at, size);
                at += size;
            }
        }
    }

    private int behindItem(int from, boolean itemExplicit, int depth) throws UndecodableException {
        ElementReader item = new ElementReader(bytes, from, littleEndian, itemExplicit);
        while (true) {
            item.next();
            if (item.tag == ITEM_END) {
                return item.position;
            }
            if (item.length == UNDEFINED) {
                boolean explicitBelow = itemExplicit && !item.type.equals("UN");
                item.position = item.behindSequence(item.position, explicitBelow, depth + 1);
            } else {
                item.skip();
            }
        }
    }

    int tag() {
        return tag;
    }

    /** Two letters; empty where the element does not name its type. */
    String type() {
        return type;
    }

    /** Offset of the value; after {@link #skip} the one behind it. */
    int position() {
        return position;
    }

    /** Bytes of the value, or {@link #UNDEFINED}. */
    int length() {
        return length;
    }

    private int tagAt(int offset) throws UndecodableException {
        return u16(offset) << 16 | u16(offset + 2);
    }

    int u16(int offset) throws UndecodableException {
        return littleEndian ? bytes.u16le(offset) : bytes.u16(offset);
    }

    int i32(int offset) throws UndecodableException {
        return littleEndian ? bytes.i32le(offset) : bytes.i32(offset);
    }
}
