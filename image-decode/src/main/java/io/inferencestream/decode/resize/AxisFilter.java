package io.inferencestream.decode.resize;

import java.util.Arrays;

/**
 * Says, for each position of the target along one axis, which samples of a plane it is mixed from, and in which parts.
 *
 * <p>Where a plane has fewer samples than the image, the samples in between are those that an {@link Upsampling} makes,
 * and its parts are multiplied into the filter, so that no upsampled plane ever exists. Where blocks of a plane are
 * transformed to fewer samples than they have, the parts are those of a {@link BlockReduction}.
 *
 * <p>Immutable.
 */
public final class AxisFilter {
    /** Parts are whole numbers of 1/16384. */
    static final int PART_BITS = 14;

    private static final int ONE = 1 << PART_BITS;

    private final int taps;
    private final int[] starts;
    private final int[] parts;
    private final boolean[] wanted;
    private final int[] firstTargets;

    private AxisFilter(int taps, int[] starts, int[] parts, int samples) {
        this.taps = taps;
        this.starts = starts;
        this.parts = parts;
        this.wanted = new boolean[samples];
        this.firstTargets = new int[samples];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != 0) {
                wanted[starts[i / taps] + i % taps] = true;
            }
        }
        int target = 0;
        for (int sample = 0; sample < samples; sample++) {
            while (target < starts.length && starts[target] + taps <= sample) {
                target++;
            }
            firstTargets[sample] = target;
        }
    }

    /**
     * @param weights of the image's pixels
     * @param targetSize positions of the target
     * @param samples samples of the plane along this axis
     * @param upsampling how the plane fills the image
     * @param reduction how the plane's blocks are transformed
     */
    static AxisFilter of(
            AxisWeights weights, int targetSize, int samples, Upsampling upsampling, BlockReduction reduction) {
        double[] pixels = new double[weights.span()];
        double[] mix = new double[upsampling.span(pixels.length)];
        int have = reduction.reduced(samples);
        int taps = Math.max(2, reduction.span(mix.length));
        double[] row = new double[taps];
        int[] starts = new int[targetSize];
        int[] parts = new int[targetSize * taps];
        for (int i = 0; i < targetSize; i++) {
            int pixel = weights.weigh(i, pixels);
            int first = upsampling.firstSample(pixel);
            Arrays.fill(mix, 0);
            for (int k = 0; k < pixels.length; k++) {
                if (pixels[k] != 0) {
                    upsampling.addParts(pixel + k, pixels[k], first, mix);
                }
            }
            int start = Math.max(0, Math.min(reduction.first(Math.max(first, 0)), have - taps));
            Arrays.fill(row, 0);
            for (int k = 0; k < mix.length; k++) {
                if (mix[k] != 0) {
                    reduction.add(Math.min(Math.max(first + k, 0), samples - 1), mix[k], start, row);
                }
            }
            starts[i] = start;
            round(row, parts, i * taps);
        }
        return new AxisFilter(taps, starts, parts, have);
    }

    /** What is lost by rounding goes to the greatest, so that the parts add up to one. */
    private static void round(double[] row, int[] parts, int at) {
        int rest = ONE;
        int greatest = 0;
        for (int k = 0; k < row.length; k++) {
            parts[at + k] = (int) Math.rint(row[k] * ONE);
            rest -= parts[at + k];
            greatest = row[k] > row[greatest] ? k : greatest;
        }
        parts[at + greatest] += rest;
    }

    public int targetSize() {
        return starts.length;
    }

    /** Neighbouring samples that a position is mixed from: at least 2. */
    int taps() {
        return taps;
    }

    /**
     * For each position the first of its samples; never falls from one position to the next. The others follow it, even
     * beyond the end of a plane that has fewer than {@link #taps}, where their parts are zero. Read only.
     */
    int[] starts() {
        return starts;
    }

    /** The part of sample {@code k} of position {@code i} is at {@code i * taps() + k}; they add up to one. Read only. */
    int[] parts() {
        return parts;
    }

    /** For each sample of the plane whether any position is mixed from it. Read only. */
    boolean[] wanted() {
        return wanted;
    }

    /** The first position of the target that a sample may have a part in. */
    int firstTarget(int sample) {
        return firstTargets[sample];
    }
}
