package io.inferencestream.decode.render;

import java.util.Arrays;

/**
 * Memory for the sums of one image after another, so that they stay in the processor's cache.
 *
 * <p>Not thread-safe: one image at a time.
 */
public final class Scratch {
    /** Larger ones are not kept: 4 MiB. */
    private static final int MAX_KEPT = 1 << 20;

    private static final int PLANES = 4;

    private final int[][] kept = new int[PLANES][0];

    /** Zeros, at least {@code size} of them, for plane {@code plane} of a new image. */
    int[] zeros(int plane, int size) {
        if (size > MAX_KEPT) {
            return new int[size];
        }
        if (kept[plane].length < size) {
            kept[plane] = new int[size];
        } else {
            Arrays.fill(kept[plane], 0, size, 0);
        }
        return kept[plane];
    }
}
