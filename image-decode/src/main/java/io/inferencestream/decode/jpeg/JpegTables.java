package io.inferencestream.decode.jpeg;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import org.jspecify.annotations.Nullable;

/**
 * The tables in force at a point of a JPEG file: quantisation, Huffman codes, restart interval. Later segments replace
 * earlier ones.
 */
final class JpegTables {
    /** From the order of the file to row by row. */
    static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final int[] @Nullable [] quantisation = new int[4] @Nullable [];
    private final @Nullable JpegHuffman[] dc = new @Nullable JpegHuffman[4];
    private final @Nullable JpegHuffman[] ac = new @Nullable JpegHuffman[4];
    private int restartInterval;

    /** Takes what the segment holds, if it is one of tables. */
    void read(Encoded bytes, JpegSegments segments) throws UndecodableException {
        switch (segments.marker()) {
            case JpegSegments.DQT -> readQuantisation(bytes, segments.payload(), segments.end());
            case JpegSegments.DHT -> readHuffman(bytes, segments.payload(), segments.end());
            case JpegSegments.DRI -> restartInterval = bytes.u16(segments.payload());
            default -> {}
        }
    }

    private void readQuantisation(Encoded bytes, int from, int end) throws UndecodableException {
        int at = from;
        while (at < end) {
            int kind = bytes.u8(at++);
            boolean wide = kind >> 4 != 0;
            int size = wide ? 128 : 64;
            if (at + size > end || (kind & 15) > 3) {
                throw UndecodableException.corrupt("JPEG quantisation table is damaged");
            }
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[ZIGZAG[i]] = wide ? bytes.u16(at + 2 * i) : bytes.u8(at + i);
            }
            quantisation[kind & 15] = table;
            at += size;
        }
    }

    private void readHuffman(Encoded bytes, int from, int end) throws UndecodableException {
        int at = from;
        while (at < end) {
            int kind = bytes.u8(at++);
            if (kind >> 4 > 1 || (kind & 15) > 3) {
                throw UndecodableException.corrupt("JPEG Huffman table of unknown kind");
            }
            JpegHuffman table = JpegHuffman.read(bytes, at, kind >> 4 == 1);
            at += table.segmentBytes();
            if (at > end) {
                throw UndecodableException.corrupt("JPEG Huffman table is damaged");
            }
            (kind >> 4 == 0 ? dc : ac)[kind & 15] = table;
        }
    }

    /** Factors of the coefficients, row by row. Not to be written to. */
    int[] quantisation(int number) throws UndecodableException {
        int[] table = quantisation[number];
        if (table == null) {
            throw UndecodableException.corrupt("JPEG without the quantisation table that it names");
        }
        return table;
    }

    /** Puts the standard's codes where the file has brought none so far, as Motion JPEG expects of its readers. */
    void fillInStandardCodes() {
        for (int i = 0; i < JpegStandardCodes.COUNT; i++) {
            dc[i] = dc[i] == null ? JpegStandardCodes.dc(i) : dc[i];
            ac[i] = ac[i] == null ? JpegStandardCodes.ac(i) : ac[i];
        }
    }

    JpegHuffman dc(int number) throws UndecodableException {
        return known(dc[number]);
    }

    JpegHuffman ac(int number) throws UndecodableException {
        return known(ac[number]);
    }

    private static JpegHuffman known(@Nullable JpegHuffman table) throws UndecodableException {
        if (table == null) {
            throw UndecodableException.unsupported("JPEG without the Huffman tables that it names");
        }
        return table;
    }

    /** Groups of blocks between two restart markers; 0 for none. */
    int restartInterval() {
        return restartInterval;
    }
}
