package io.inferencestream.stream.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells when a stream thread should commit before its interval is over: when everything it has read is answered
 * and nothing more comes, nobody gains by waiting, and consumers of committed records wait for it. Nothing is pending then,
 * so that the commit costs no lull of the batches.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
final class IdleCommit {
    private final long gapNanos;
    private final LongSupplier ticker;
    private long committedNanos;
    private boolean isNeeded;

    /** @param gap shortest time from one commit to the next; bounds what commits cost */
    IdleCommit(Duration gap, LongSupplier ticker) {
        this.gapNanos = gap.toNanos();
        this.ticker = ticker;
        this.committedNanos = ticker.getAsLong() - gapNanos;
    }

    /** An outcome went out. */
    void emitted() {
        isNeeded = true;
    }

    /** A drain has ended: a commit follows. */
    void drained() {
        isNeeded = false;
        committedNanos = ticker.getAsLong();
    }

    /** Whether it is time, provided that nothing is pending and nothing more comes. */
    boolean isDue() {
        return isNeeded && ticker.getAsLong() - committedNanos >= gapNanos;
    }
}
