package io.inferencestream.decode.gif;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;

/**
 * The codes of a GIF frame: LZW, lowest bit first, cut into blocks of up to 255 bytes.
 *
 * <p>Not thread-safe; made for one frame after another by {@link #begin}.
 */
final class GifCodes {
    private static final int MAX_CODES = 4096;
    private static final int NONE = -1;

    /** More than the 8 of the widest index: some encoders start with wider codes than the palette needs. */
    private static final int MAX_FIRST_SIZE = 11;

    private static final int MAX_INDEX = 255;

    private final short[] prefixes = new short[MAX_CODES];
    private final byte[] suffixes = new byte[MAX_CODES];

    /** The string of the last code, from its end on. */
    private final byte[] string = new byte[MAX_CODES];

    private Encoded bytes = new Encoded(new byte[0], 0, 0);
    private int position;
    private int blockEnd;
    private int bits;
    private int bitCount;
    private int firstSize;
    private int size;
    private int next;
    private int previous;
    private int first;
    private int pending;

    /** @param at offset of the byte that says the size of the first codes */
    void begin(Encoded encoded, int at) throws UndecodableException {
        bytes = encoded;
        firstSize = encoded.u8(at);
        if (firstSize < 1 || firstSize > MAX_FIRST_SIZE) {
            throw UndecodableException.corrupt("GIF with codes of impossible size");
        }
        position = at + 1;
        blockEnd = position;
        bits = 0;
        bitCount = 0;
        pending = 0;
        clear();
    }

    private void clear() {
        size = firstSize + 1;
        next = (1 << firstSize) + 2;
        previous = NONE;
    }

    /** Fills {@code out} with colour indexes; fewer are an error. */
    void read(byte[] out) throws UndecodableException {
        int filled = 0;
        while (filled < out.length) {
            if (pending == 0) {
                readString();
            }
            while (pending > 0 && filled < out.length) {
                out[filled++] = string[--pending];
            }
        }
    }

    private void readString() throws UndecodableException {
        int clear = 1 << firstSize;
        int code = readCode();
        while (code == clear) {
            clear();
            code = readCode();
        }
        if (code == clear + 1) {
            throw UndecodableException.corrupt("cut short: GIF data end before the image does");
        }
        if (code > next || code >= MAX_CODES || code == next && previous == NONE || previous == NONE && code > clear) {
            throw UndecodableException.corrupt("GIF data with an impossible code");
        }
        int at = code;
        if (code == next) {
            string[pending++] = (byte) first;
            at = previous;
        }
        while (at > clear) {
            string[pending++] = suffixes[at];
            at = prefixes[at];
        }
        if (at > MAX_INDEX) {
            throw UndecodableException.corrupt("GIF data with a colour that no palette has");
        }
        first = at;
        string[pending++] = (byte) at;
        learn(code);
    }

    private void learn(int code) {
        if (previous != NONE && next < MAX_CODES) {
            prefixes[next] = (short) previous;
            suffixes[next] = (byte) first;
            next++;
            if (next == 1 << size && size < 12) {
                size++;
            }
        }
        previous = code;
    }

    private int readCode() throws UndecodableException {
        while (bitCount < size) {
            if (position == blockEnd) {
                nextBlock();
            }
            bits |= bytes.u8(position++) << bitCount;
            bitCount += 8;
        }
        int code = bits & (1 << size) - 1;
        bits >>>= size;
        bitCount -= size;
        return code;
    }

    /** Goes to the next block. Where a stray zero stands for one, what follows it begins no part of a file. */
    private void nextBlock() throws UndecodableException {
        int length = lengthAt(position);
        if (length == 0) {
            length = lengthAt(++position);
            if (GifHeader.beginsABlock(length)) {
                length = 0;
            }
        }
        if (length == 0) {
            throw UndecodableException.corrupt("cut short: GIF data end before the image does");
        }
        position++;
        blockEnd = position + length;
    }

    private int lengthAt(int offset) throws UndecodableException {
        return offset < bytes.length() ? bytes.u8(offset) : 0;
    }
}
