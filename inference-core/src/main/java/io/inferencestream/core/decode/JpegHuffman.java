package io.inferencestream.core.decode;

/**
 * One Huffman table of a JPEG, made ready for looking up {@value #LOOK_BITS} bits at once.
 *
 * <p>Immutable.
 */
final class JpegHuffman {
    static final int LOOK_BITS = 10;

    /** Stands in for a run: the block ends here. */
    static final int END_OF_BLOCK = 64;

    private static final int LOOK_SIZE = 1 << LOOK_BITS;

    /** By the next bits: {@code length << 8 | symbol}; 0 where the code is longer, or none. */
    private final short[] symbols = new short[LOOK_SIZE];

    /** By the next bits: {@code coefficient << 16 | run << 8 | length}; 0 where they do not say it all. */
    private final int[] coefficients = new int[LOOK_SIZE];

    private final byte[] values;

    /** By length: the first sixteen bits, as a number, that belong to a longer code. */
    private final int[] limits = new int[17];

    /** By length: what to add to a code to get the index of its value. */
    private final int[] offsets = new int[17];

    private JpegHuffman(byte[] values) {
        this.values = values;
    }

    /**
     * Reads a table of a DHT segment.
     *
     * @param at offset of the sixteen counts; the values follow them
     */
    static JpegHuffman read(Encoded bytes, int at) throws UndecodableException {
        int total = 0;
        for (int length = 1; length <= 16; length++) {
            total += bytes.u8(at + length - 1);
        }
        if (total > 256) {
            throw UndecodableException.corrupt("JPEG Huffman table with " + total + " codes");
        }
        bytes.require(at + 16, total);
        byte[] values = new byte[total];
        System.arraycopy(bytes.array(), bytes.indexOf(at + 16), values, 0, total);
        JpegHuffman table = new JpegHuffman(values);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= 16; length++) {
            int count = bytes.u8(at + length - 1);
            table.offsets[length] = index - code;
            if (code + count > 1 << length) {
                throw UndecodableException.corrupt("JPEG Huffman table with too many codes");
            }
            if (length <= LOOK_BITS) {
                table.fillSymbols(code, count, length, index);
            }
            code += count;
            index += count;
            table.limits[length] = code << (16 - length);
            code <<= 1;
        }
        table.fillCoefficients();
        return table;
    }

    private void fillSymbols(int code, int count, int length, int index) {
        int repeats = 1 << (LOOK_BITS - length);
        for (int i = 0; i < count; i++) {
            short entry = (short) (length << 8 | values[index + i] & 0xff);
            int from = (code + i) << (LOOK_BITS - length);
            for (int k = 0; k < repeats; k++) {
                symbols[from + k] = entry;
            }
        }
    }

    private void fillCoefficients() {
        for (int bits = 0; bits < LOOK_SIZE; bits++) {
            int length = symbols[bits] >> 8;
            int symbol = symbols[bits] & 0xff;
            int size = symbol & 15;
            if (length == 0 || length + size > LOOK_BITS) {
                continue;
            }
            if (symbol == 0) {
                coefficients[bits] = END_OF_BLOCK << 8 | length;
            } else if (size != 0) {
                int extra = bits >> (LOOK_BITS - length - size) & (1 << size) - 1;
                coefficients[bits] = JpegBits.extend(extra, size) << 16 | (symbol >> 4) << 8 | length + size;
            }
        }
    }

    /** Bytes that a table takes in its segment, for which {@link #size} values were read. */
    int segmentBytes() {
        return 16 + values.length;
    }

    /** See {@link #coefficients}; not to be written to. */
    int[] coefficients() {
        return coefficients;
    }

    /**
     * Finds the code that the next bits begin with.
     *
     * @param window the next bits, from the highest on
     * @return {@code length << 8 | symbol}
     */
    int find(long window) throws UndecodableException {
        int entry = symbols[(int) (window >>> 64 - LOOK_BITS)];
        if (entry != 0) {
            return entry;
        }
        int code = (int) (window >>> 48);
        for (int length = LOOK_BITS + 1; length <= 16; length++) {
            if (code < limits[length]) {
                int value = values[(code >> 16 - length) + offsets[length]] & 0xff;
                return length << 8 | value;
            }
        }
        throw UndecodableException.corrupt("JPEG data with a code that its tables do not know");
    }
}
