package io.inferencestream.decode.resize;

import java.util.Arrays;

/**
 * Says, for each position of the target along one axis, which samples of a plane it is mixed from, and in which parts.
 *
 * <p>The rule is bilinear with half-pixel centres, straight from the full resolution, with no smoothing before: position
 * {@code i} of the target looks at {@code offset + (i + 0.5) * scale - 0.5} of the image, held within it. Where a
 * plane has fewer samples than the image, the samples in between are those that an {@link Upsampling} makes, and its
 * parts are multiplied into the filter, so that no upsampled plane ever exists.
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
     * @param mapping where the target's positions lie in the image
     * @param samples samples of the plane along this axis
     * @param upsampling how the plane fills the image
     */
    public static AxisFilter of(AxisMapping mapping, int samples, Upsampling upsampling) {
        int taps = upsampling.taps();
        int[] starts = new int[mapping.targetSize()];
        int[] parts = new int[mapping.targetSize() * taps];
        double[] mix = new double[taps];
        for (int i = 0; i < starts.length; i++) {
            double position = mapping.position(i);
            int left = (int) position;
            double toRight = position - left;
            int first = upsampling.firstSample(left);
            Arrays.fill(mix, 0);
            upsampling.addParts(left, 1 - toRight, first, mix);
            if (toRight > 0) {
                upsampling.addParts(left + 1, toRight, first, mix);
            }
            int start = Math.max(0, Math.min(first, samples - taps));
            int rest = ONE;
            for (int k = taps - 1; k >= 0; k--) {
                int part = k == 0 ? rest : (int) (mix[k] * ONE + 0.5);
                rest -= part;
                int sample = Math.min(Math.max(first + k, 0), samples - 1);
                parts[i * taps + sample - start] += part;
            }
            starts[i] = start;
        }
        return new AxisFilter(taps, starts, parts, samples);
    }

    public int targetSize() {
        return starts.length;
    }

    /** Neighbouring samples that a position is mixed from: 2 or 3. */
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

    /** The part of a sample in position {@code target}; negative where the position, and all behind, lie beyond it. */
    int partIn(int target, int sample) {
        int k = sample - starts[target];
        if (k < 0) {
            return -1;
        }
        return k < taps ? parts[target * taps + k] : 0;
    }
}
