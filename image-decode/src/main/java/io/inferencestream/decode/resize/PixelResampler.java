package io.inferencestream.decode.resize;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Resamples an image whose colours are mixed, exactly as the Pillow library does: first along the rows of the upright image,
 * rounded to eight bits, then along its columns. Takes rows of the stored image in their order, from the top or from the
 * bottom, or in any order where the image is stored upright; no row is kept.
 *
 * <p>Not thread-safe.
 */
public final class PixelResampler {
    private static final int HALF = 1 << (PixelParts.BITS - 1);

    private final PixelParts across;
    private final PixelParts down;
    private final boolean columnsFirst;
    private final int channels;
    private final boolean[] awaited;
    private final int[] line;

    /** Of the target, where rows are filtered first; else of each row of the target, as wide as the image, while it grows. */
    private final int[][] sums;

    private final byte[] target;

    /** Where columns are filtered first: rows of sums that are free again, all zeros, and a finished row. */
    private final ArrayDeque<int[]> spare = new ArrayDeque<>();

    private final byte[] wide;
    private int missing;

    /** @param channels samples of a pixel: 1 or 3 */
    public PixelResampler(Geometry geometry, int channels) {
        this.across = geometry.partsAcross();
        this.down = geometry.partsDown();
        this.columnsFirst = geometry.orientation().swapsSides();
        this.channels = channels;
        this.awaited = new boolean[geometry.down().sourceSize()];
        this.line = new int[(columnsFirst ? geometry.across().sourceSize() : across.size()) * channels];
        this.sums = new int[down.size()][];
        this.wide = new byte[columnsFirst ? line.length : 0];
        this.target = new byte[across.size() * down.size() * channels];
        for (int row = 0; row < awaited.length; row++) {
            awaited[row] = down.wants(row);
            missing += awaited[row] ? 1 : 0;
        }
    }

    public boolean wants(int row) {
        return awaited[row];
    }

    /** Whether every row that the target needs has come. */
    public boolean isComplete() {
        return missing == 0;
    }

    /** The target's samples, row by row, as the stored image lies. Of use once complete. */
    public byte[] target() {
        return target;
    }

    /**
     * Takes a row, if it is wanted and has not come before. Does not keep the array.
     *
     * @param at index of the first pixel's first sample
     * @param pixelStride from one pixel to the next
     * @param sampleStride from one sample of a pixel to the next
     */
    public void accept(int row, byte[] samples, int at, int pixelStride, int sampleStride) {
        if (!awaited[row]) {
            return;
        }
        awaited[row] = false;
        missing--;
        if (columnsFirst) {
            widen(samples, at, pixelStride, sampleStride);
        } else if (channels == 1) {
            mixGray(samples, at, pixelStride);
        } else {
            mixColours(samples, at, pixelStride, sampleStride);
        }
        for (int y = down.firstTargets[row]; y < down.size() && down.starts[y] <= row; y++) {
            int part = down.partIn(y, row);
            if (part != 0) {
                if (sums[y] == null) {
                    int[] free = spare.pollFirst();
                    sums[y] = free != null ? free : new int[line.length];
                }
                add(line, part, sums[y]);
            }
            if (isLast(y, row)) {
                finish(y);
            }
        }
    }

    /** Whether all rows that a row of the target is mixed from have come. */
    private boolean isLast(int y, int row) {
        int end = down.starts[y] + down.counts[y];
        for (int other = down.starts[y]; other < end; other++) {
            if (awaited[other]) {
                return false;
            }
        }
        return row < end;
    }

    private void finish(int y) {
        int[] sum = sums[y];
        sums[y] = new int[0];
        int to = y * across.size() * channels;
        if (!columnsFirst) {
            for (int i = 0; i < sum.length; i++) {
                target[to + i] = (byte) clipped(sum[i] + HALF);
            }
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            wide[i] = (byte) clipped(sum[i] + HALF);
        }
        Arrays.fill(sum, 0);
        spare.addFirst(sum);
        for (int x = 0; x < across.size(); x++) {
            for (int c = 0; c < channels; c++) {
                target[to + x * channels + c] = (byte) mixed(wide, x, c);
            }
        }
    }

    private int mixed(byte[] row, int x, int c) {
        int from = across.starts[x] * channels + c;
        int sum = HALF;
        int part = x * across.span;
        for (int end = part + across.counts[x]; part < end; part++, from += channels) {
            sum += (row[from] & 0xff) * across.parts[part];
        }
        return clipped(sum);
    }

    private void widen(byte[] samples, int at, int pixelStride, int sampleStride) {
        for (int i = 0, from = at; i < line.length; i += channels, from += pixelStride) {
            for (int c = 0; c < channels; c++) {
                line[i + c] = samples[from + c * sampleStride] & 0xff;
            }
        }
    }

    private void mixGray(byte[] samples, int at, int stride) {
        int[] parts = across.parts;
        for (int x = 0; x < line.length; x++) {
            int from = at + across.starts[x] * stride;
            int part = x * across.span;
            int sum = HALF;
            for (int end = part + across.counts[x]; part < end; part++, from += stride) {
                sum += (samples[from] & 0xff) * parts[part];
            }
            line[x] = clipped(sum);
        }
    }

    private void mixColours(byte[] samples, int at, int stride, int sampleStride) {
        int[] parts = across.parts;
        for (int x = 0, to = 0; to < line.length; x++, to += 3) {
            int from = at + across.starts[x] * stride;
            int part = x * across.span;
            int first = HALF;
            int second = HALF;
            int third = HALF;
            for (int end = part + across.counts[x]; part < end; part++, from += stride) {
                int share = parts[part];
                first += (samples[from] & 0xff) * share;
                second += (samples[from + sampleStride] & 0xff) * share;
                third += (samples[from + 2 * sampleStride] & 0xff) * share;
            }
            line[to] = clipped(first);
            line[to + 1] = clipped(second);
            line[to + 2] = clipped(third);
        }
    }

    private static int clipped(int sum) {
        int value = sum >> PixelParts.BITS;
        return (value & ~255) == 0 ? value : value < 0 ? 0 : 255;
    }

    /** Kept this simple so that the JVM makes vector instructions of it. */
    private static void add(int[] line, int part, int[] sums) {
        for (int i = 0; i < line.length; i++) {
            sums[i] += line[i] * part;
        }
    }
}
