package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.Arrays;

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

    /** By the next bits: {@code coefficient << 16 | run << 8 | length}; 0 where they do not say it all, or not of AC. */
    private final int[] coefficients;

    private final byte[] values;

    /** By length: the first sixteen bits, as a number, that belong to a longer code. */
    private final int[] limits = new int[17];

    /** By length: what to add to a code to get the index of its value. */
    private final int[] offsets = new int[17];

    private JpegHuffman(byte[] values, boolean ac) {
        this.values = values;
        this.coefficients = new int[ac ? LOOK_SIZE : 0];
    }

    /**
     * Reads a table of a DHT segment.
     *
     * @param at offset of the sixteen counts; the values follow them
     * @param ac whether the codes are those of AC coefficients
     */
    static JpegHuffman read(Encoded bytes, int at, boolean ac) throws UndecodableException {
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
        JpegHuffman table = new JpegHuffman(values, ac);
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
                if (ac) {
                    table.fillCoefficients(code, count, length, index);
                }
            }
            code += count;
            index += count;
            table.limits[length] = code << (16 - length);
            code <<= 1;
        }
        return table;
    }

    private void fillSymbols(int code, int count, int length, int index) {
        int repeats = 1 << (LOOK_BITS - length);
        for (int i = 0; i < count; i++) {
            short entry = (short) (length << 8 | values[index + i] & 0xff);
            int from = (code + i) << (LOOK_BITS - length);
            Arrays.fill(symbols, from, from + repeats, entry);
        }
    }

    /** For codes of AC coefficients, whose symbols tell how many zeros and how many bits follow. */
    private void fillCoefficients(int code, int count, int length, int index) {
        for (int i = 0; i < count; i++) {
            int symbol = values[index + i] & 0xff;
            int size = symbol & 15;
            int spare = LOOK_BITS - length - size;
            if (spare < 0 || size == 0 && symbol != 0) {
                continue;
            }
            int run = symbol == 0 ? END_OF_BLOCK : symbol >> 4;
            int from = (code + i) << (LOOK_BITS - length);
            for (int extra = 0; extra < 1 << size; extra++) {
                int entry = JpegBits.extend(extra, size) << 16 | run << 8 | length + size;
                Arrays.fill(coefficients, from, from + (1 << spare), entry);
                from += 1 << spare;
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
