package io.inferencestream.decode.bmp;

import io.inferencestream.decode.file.Encoded;
import io.inferencestream.decode.image.UndecodableException;
import java.util.Arrays;

/**
 * The rows of a BMP stored in run lengths, of 4 or 8 bits a pixel. Pixels that the file steps over have index 0.
 *
 * <p>Not thread-safe.
 */
final class BmpRuns {
    private static final int END_OF_ROW = 0;
    private static final int END_OF_IMAGE = 1;
    private static final int STEP = 2;

    private final Encoded bytes;
    private final boolean halves;
    private final byte[] row;
    private int at;
    private int x;

    /** Rows to leave empty before the data go on. */
    private int emptyRows;

    private boolean ended;

    BmpRuns(Encoded bytes, BmpHeader bmp) {
        this.bytes = bytes;
        this.halves = bmp.compression() == BmpHeader.RUNS_4;
        this.row = new byte[bmp.width()];
        this.at = bmp.pixels();
    }

    /** Reads the next row's indexes. The array is used again for the next. */
    byte[] next() throws UndecodableException {
        Arrays.fill(row, (byte) 0);
        if (emptyRows > 0) {
            emptyRows--;
        }
        while (!ended && emptyRows == 0) {
            int count = bytes.u8(at);
            int value = bytes.u8(at + 1);
            at += 2;
            if (count > 0) {
                run(count, value);
            } else if (value == END_OF_ROW) {
                x = 0;
                return row;
            } else if (value == END_OF_IMAGE) {
                ended = true;
            } else if (value == STEP) {
                x += bytes.u8(at);
                emptyRows = bytes.u8(at + 1);
                at += 2;
            } else {
                literal(value);
            }
        }
        return row;
    }

    private void run(int count, int value) {
        for (int i = 0; i < count; i++) {
            put(halves ? half(value, i) : value);
        }
    }

    private void literal(int count) throws UndecodableException {
        for (int i = 0; i < count; i++) {
            put(halves ? half(bytes.u8(at + i / 2), i) : bytes.u8(at + i));
        }
        int stored = halves ? (count + 1) / 2 : count;
        at += stored + (stored & 1);
    }

    private static int half(int value, int i) {
        return (i & 1) == 0 ? value >> 4 : value & 15;
    }

    private void put(int index) {
        if (x < row.length) {
            row[x] = (byte) index;
        }
        x++;
    }
}
