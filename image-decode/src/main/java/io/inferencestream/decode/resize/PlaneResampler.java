package io.inferencestream.decode.resize;

/**
 * Resamples one plane of an image. Takes rows of samples in any order, and adds each at once, in its part, to the rows of
 * the target that are mixed from it; no row is kept.
 *
 * <p>Not thread-safe.
 */
public final class PlaneResampler {
    /** Fraction bits of the sums. */
    public static final int SUM_BITS = 21;

    /** Fraction bits of a row's mix, before it is multiplied by the row's part. */
    private static final int LINE_BITS = SUM_BITS - AxisFilter.PART_BITS;

    private static final int LINE_SHIFT = AxisFilter.PART_BITS - LINE_BITS;

    private static final int LINE_HALF = 1 << (LINE_SHIFT - 1);

    private static final int LINE_MAX = 255 << LINE_BITS;

    private final AxisFilter across;
    private final AxisFilter down;
    private final boolean clipsRows;
    private final int width;
    private final int height;
    private final boolean[] awaited;
    private final int[] line;
    private final int[] sums;
    private int missing;

    /**
     * @param clipsRows whether a row that was filtered is held within the range of samples before columns are, as Pillow does
     * @param sums zeros, at least one for each pixel of the target
     */
    public PlaneResampler(AxisFilter across, AxisFilter down, boolean clipsRows, int[] sums) {
        this.across = across;
        this.down = down;
        this.clipsRows = clipsRows;
        this.width = across.targetSize();
        this.height = down.targetSize();
        this.awaited = down.wanted().clone();
        this.line = new int[width];
        this.sums = sums;
        for (boolean each : awaited) {
            missing += each ? 1 : 0;
        }
    }

    /** Whether the target needs this row of the plane. */
    public boolean wants(int row) {
        return down.wanted()[row];
    }

    /** Rows of the plane. */
    public int rows() {
        return awaited.length;
    }

    /** For each column of the plane whether the target needs it. Read only. */
    public boolean[] wantedColumns() {
        return across.wanted();
    }

    /** Whether every row that the target needs has come. */
    public boolean isComplete() {
        return missing == 0;
    }

    /** The target's intensities, row by row, times 2^{@value #SUM_BITS}. Read only; of use once complete. */
    public int[] sums() {
        return sums;
    }

    /**
     * Takes a row, if it is wanted and has not come before.
     *
     * @param samples unsigned bytes, not kept
     * @param at index of the first sample
     * @param stride distance from one sample to the next
     */
    public void accept(int row, byte[] samples, int at, int stride) {
        if (!awaited[row]) {
            return;
        }
        awaited[row] = false;
        missing--;
        mix(samples, at, stride);
        if (clipsRows) {
            clip(line);
        }
        int[] starts = down.starts();
        for (int target = down.firstTarget(row); target < height && starts[target] <= row; target++) {
            int part = down.parts()[target * down.taps() + row - starts[target]];
            if (part != 0) {
                add(line, part, sums, target * width);
            }
        }
    }

    private void mix(byte[] samples, int at, int stride) {
        int taps = across.taps();
        int have = across.wanted().length;
        if (have < taps) {
            byte[] padded = new byte[taps];
            for (int i = 0; i < have; i++) {
                padded[i] = samples[at + i * stride];
            }
            mix(padded, 0, 1, taps);
        } else {
            mix(samples, at, stride, taps);
        }
    }

    private void mix(byte[] samples, int at, int stride, int taps) {
        if (taps == 2) {
            mixTwo(samples, at, stride, across.starts(), across.parts(), line);
        } else if (taps == 3) {
            mixThree(samples, at, stride, across.starts(), across.parts(), line);
        } else {
            mixMany(samples, at, stride, taps, across.starts(), across.parts(), line);
        }
    }

    private static void mixTwo(byte[] samples, int at, int stride, int[] starts, int[] parts, int[] line) {
        for (int i = 0; i < line.length; i++) {
            int from = at + starts[i] * stride;
            int first = samples[from] & 0xff;
            int second = (samples[from + stride] & 0xff) - first;
            line[i] = (first << LINE_BITS) + (second * parts[2 * i + 1] + LINE_HALF >> LINE_SHIFT);
        }
    }

    private static void mixThree(byte[] samples, int at, int stride, int[] starts, int[] parts, int[] line) {
        for (int i = 0; i < line.length; i++) {
            int from = at + starts[i] * stride;
            int first = samples[from] & 0xff;
            int second = (samples[from + stride] & 0xff) - first;
            int third = (samples[from + 2 * stride] & 0xff) - first;
            int rest = second * parts[3 * i + 1] + third * parts[3 * i + 2];
            line[i] = (first << LINE_BITS) + (rest + LINE_HALF >> LINE_SHIFT);
        }
    }

    private static void mixMany(byte[] samples, int at, int stride, int taps, int[] starts, int[] parts, int[] line) {
        for (int i = 0, part = 0; i < line.length; i++) {
            int from = at + starts[i] * stride;
            int sum = LINE_HALF;
            for (int end = part + taps; part < end; part++, from += stride) {
                sum += (samples[from] & 0xff) * parts[part];
            }
            line[i] = sum >> LINE_SHIFT;
        }
    }

    private static void clip(int[] line) {
        for (int i = 0; i < line.length; i++) {
            line[i] = Math.min(Math.max(line[i], 0), LINE_MAX);
        }
    }

    /** Kept this simple so that the JVM makes vector instructions of it. */
    private static void add(int[] line, int part, int[] sums, int start) {
        for (int i = 0; i < line.length; i++) {
            sums[start + i] += line[i] * part;
        }
    }
}
