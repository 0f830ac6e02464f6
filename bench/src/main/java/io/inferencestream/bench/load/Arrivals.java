package io.inferencestream.bench.load;

import java.util.Arrays;

/**
 * When how many answers had arrived. Answers come in bursts, a commit each, and a rate must not depend on how much of a
 * burst a window cuts off: it is taken from the end of one burst to the end of another.
 *
 * <p>Not thread-safe.
 */
public final class Arrivals {
    /** How far from a window's edge the end of a burst is looked for: a share of the window. */
    private static final int EDGE_SHARE = 8;

    private long[] nanos;
    private long[] counts;
    private int size;

    public Arrivals() {
        this(new long[1024], new long[1024], 0);
    }

    private Arrivals(long[] nanos, long[] counts, int size) {
        this.nanos = nanos;
        this.counts = counts;
        this.size = size;
    }

    Arrivals copy() {
        return new Arrivals(nanos.clone(), counts.clone(), size);
    }

    /** At this moment so many have arrived in all. */
    public void note(long now, long count) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        nanos[size] = now;
        counts[size] = count;
        size++;
    }

    /** Answers a second between two moments; 0 where fewer than two polls brought any. */
    public double perSecond(long fromNanos, long toNanos) {
        long edge = (toNanos - fromNanos) / EDGE_SHARE;
        double between = perSecond(burstEnd(fromNanos, fromNanos + edge), burstEnd(toNanos - edge, toNanos));
        if (between > 0) {
            return between;
        }
        long middle = fromNanos + (toNanos - fromNanos) / 2; // few bursts, far apart
        return perSecond(burstEnd(fromNanos, middle), burstEnd(middle, toNanos));
    }

    private double perSecond(int first, int last) {
        if (first < 0 || last <= first) {
            return 0;
        }
        return (counts[last] - counts[first]) * 1e9 / (nanos[last] - nanos[first]);
    }

    /** The arrival between two moments that the longest silence follows; the last counts as followed by none. */
    private int burstEnd(long fromNanos, long toNanos) {
        int best = -1;
        long longest = -1;
        for (int i = 0; i < size; i++) {
            if (nanos[i] >= fromNanos && nanos[i] <= toNanos) {
                long silence = i + 1 < size ? nanos[i + 1] - nanos[i] : 0;
                if (silence > longest) {
                    longest = silence;
                    best = i;
                }
            }
        }
        return best;
    }

    /** When the so-many-th answer had arrived; {@link Long#MAX_VALUE} if it has not. */
    public long whenReached(long count) {
        for (int i = 0; i < size; i++) {
            if (counts[i] >= count) {
                return nanos[i];
            }
        }
        return Long.MAX_VALUE;
    }
}
