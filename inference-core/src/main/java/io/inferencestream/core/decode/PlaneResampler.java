package io.inferencestream.core.decode;

import java.util.Arrays;

/**
 * Resamples one plane of a picture. Takes rows of samples in any order, keeps of each only what the target needs of it,
 * and gives the target's rows once all have come.
 *
 * <p>Not thread-safe.
 */
final class PlaneResampler {
    /** What comes out has so many bits behind the point. */
    static final int FRACTION_BITS = 7;

    private static final int ROW_SHIFT = AxisFilter.PART_BITS - FRACTION_BITS;
    private static final int ROW_HALF = 1 << (ROW_SHIFT - 1);
    private static final int COLUMN_HALF = 1 << (AxisFilter.PART_BITS - 1);
    private static final int UNWANTED = -1;

    private final AxisFilter across;
    private final AxisFilter down;
    private final int size;

    /** Where in {@link #rows} each row of the plane begins once it has come. */
    private final int[] starts;

    private final short[] rows;
    private final boolean[] awaited;
    private int missing;

    PlaneResampler(AxisFilter across, AxisFilter down) {
        this.across = across;
        this.down = down;
        this.size = across.targetSize();
        this.awaited = down.wanted().clone();
        this.starts = new int[awaited.length];
        Arrays.fill(starts, UNWANTED);
        for (int row = 0; row < awaited.length; row++) {
            if (awaited[row]) {
                starts[row] = missing++ * size;
            }
        }
        this.rows = new short[missing * size];
    }

    /** Whether the target needs this row of the plane. */
    boolean wants(int row) {
        return starts[row] != UNWANTED;
    }

    /** For each column of the plane whether the target needs it. Not to be written to. */
    boolean[] wantedColumns() {
        return across.wanted();
    }

    /** Whether every row that the target needs has come. */
    boolean isComplete() {
        return missing == 0;
    }

    /**
     * Takes a row, if it is wanted.
     *
     * @param samples unsigned bytes, not kept
     * @param at index of the first sample
     * @param stride distance from one sample to the next
     */
    void accept(int row, byte[] samples, int at, int stride) {
        int start = starts[row];
        if (start == UNWANTED) {
            return;
        }
        if (awaited[row]) {
            awaited[row] = false;
            missing--;
        }
        if (across.taps() == 2) {
            acceptTwoTaps(samples, at, stride, start);
        } else {
            acceptThreeTaps(samples, at, stride, start);
        }
    }

    private void acceptTwoTaps(byte[] samples, int at, int stride, int start) {
        int[] indexes = across.indexes();
        int[] parts = across.parts();
        short[] out = rows;
        for (int i = 0, tap = 0; i < size; i++, tap += 2) {
            int mixed = (samples[at + indexes[tap] * stride] & 0xff) * parts[tap]
                    + (samples[at + indexes[tap + 1] * stride] & 0xff) * parts[tap + 1];
            out[start + i] = (short) (mixed + ROW_HALF >> ROW_SHIFT);
        }
    }

    private void acceptThreeTaps(byte[] samples, int at, int stride, int start) {
        int[] indexes = across.indexes();
        int[] parts = across.parts();
        short[] out = rows;
        for (int i = 0, tap = 0; i < size; i++, tap += 3) {
            int mixed = (samples[at + indexes[tap] * stride] & 0xff) * parts[tap]
                    + (samples[at + indexes[tap + 1] * stride] & 0xff) * parts[tap + 1]
                    + (samples[at + indexes[tap + 2] * stride] & 0xff) * parts[tap + 2];
            out[start + i] = (short) (mixed + ROW_HALF >> ROW_SHIFT);
        }
    }

    /** Mixes row {@code i} of the target into {@code out}: intensities times 128. */
    void mixRow(int i, int[] out) {
        int taps = down.taps();
        Arrays.fill(out, 0, size, COLUMN_HALF);
        for (int k = 0; k < taps; k++) {
            int part = down.parts()[i * taps + k];
            if (part != 0) {
                int start = starts[down.indexes()[i * taps + k]];
                for (int j = 0; j < size; j++) {
                    out[j] += rows[start + j] * part;
                }
            }
        }
        for (int j = 0; j < size; j++) {
            out[j] >>= AxisFilter.PART_BITS;
        }
    }
}
