package io.inferencestream.core.decode;

import java.util.Arrays;

/**
 * Says, for each position of the target along one axis, which samples of a plane it is mixed from, and in which parts.
 *
 * <p>The rule is bilinear with half-pixel centres, straight from the full resolution, with no smoothing before: position
 * {@code i} of the target looks at {@code offset + (i + 0.5) * scale - 0.5} of the picture, held within it. Where a
 * plane has fewer samples than the picture, the samples in between are those that an {@link Upsampling} makes, and its
 * parts are multiplied into the filter, so that no upsampled plane ever exists.
 *
 * <p>Immutable.
 */
final class AxisFilter {
    /** Parts are whole numbers of 1/16384. */
    static final int PART_BITS = 14;

    private static final int ONE = 1 << PART_BITS;

    private final int taps;
    private final int[] indexes;
    private final int[] parts;
    private final boolean[] wanted;

    private AxisFilter(int taps, int[] indexes, int[] parts, boolean[] wanted) {
        this.taps = taps;
        this.indexes = indexes;
        this.parts = parts;
        this.wanted = wanted;
    }

    /**
     * @param mapping where the target's positions lie in the picture
     * @param samples samples of the plane along this axis
     * @param upsampling how the plane fills the picture
     */
    static AxisFilter of(AxisMapping mapping, int samples, Upsampling upsampling) {
        int taps = upsampling.taps();
        int[] indexes = new int[mapping.targetSize() * taps];
        int[] parts = new int[mapping.targetSize() * taps];
        boolean[] wanted = new boolean[samples];
        double[] mix = new double[taps];
        for (int i = 0; i < mapping.targetSize(); i++) {
            double position = mapping.position(i);
            int left = (int) position;
            double toRight = position - left;
            int first = upsampling.firstSample(left);
            Arrays.fill(mix, 0);
            upsampling.addParts(left, 1 - toRight, first, mix);
            if (toRight > 0) {
                upsampling.addParts(left + 1, toRight, first, mix);
            }
            int rest = ONE;
            for (int k = taps - 1; k >= 0; k--) {
                int index = Math.min(Math.max(first + k, 0), samples - 1);
                int part = k == 0 ? rest : (int) Math.round(mix[k] * ONE);
                rest -= part;
                indexes[i * taps + k] = index;
                parts[i * taps + k] = part;
                wanted[index] |= part != 0;
            }
        }
        return new AxisFilter(taps, indexes, parts, wanted);
    }

    int targetSize() {
        return indexes.length / taps;
    }

    /** Samples that a position is mixed from: 2 or 3. */
    int taps() {
        return taps;
    }

    /** Tap {@code k} of position {@code i} is at {@code i * taps() + k}. Not to be written to. */
    int[] indexes() {
        return indexes;
    }

    /** As {@link #indexes()}; the parts of a position add up to one. Not to be written to. */
    int[] parts() {
        return parts;
    }

    /** For each sample of the plane whether any position is mixed from it. Not to be written to. */
    boolean[] wanted() {
        return wanted;
    }
}
