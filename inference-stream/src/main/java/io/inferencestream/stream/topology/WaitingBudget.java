package io.inferencestream.stream.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long one stream thread may wait between two commits, in all its tasks together. Under exactly-once a transaction
 * that takes too long is aborted and its records are replayed, so whoever waits without bound makes no progress at all.
 *
 * <p>Waiting for room while processing ends early enough to leave most of the budget to the drain before the commit.
 *
 * <p>Not thread-safe: the stream thread owns it.
 */
final class WaitingBudget {
    /** The part of the budget that processing may use up, as a divisor. */
    private static final int PROCESSING_SHARE = 4;

    private final long limitNanos;
    private final LongSupplier ticker;
    private long startedNanos;
    private boolean isFresh = true;

    /**
     * @param limit longest time from the first record after a commit to the end of the next drain; above zero
     */
    WaitingBudget(Duration limit, LongSupplier ticker) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("limit must be above zero: " + limit);
        }
        this.limitNanos = limit.toNanos();
        this.ticker = ticker;
    }

    /** Longest time that what is in flight may take to clear for waits to stay within a budget of this limit. */
    static Duration clearance(Duration limit) {
        return limit.dividedBy(PROCESSING_SHARE);
    }

    /** A record is being processed: the first one after a drain starts a new interval. */
    void processing() {
        if (isFresh) {
            isFresh = false;
            startedNanos = ticker.getAsLong();
        }
    }

    /** A drain has ended: a commit follows. */
    void drained() {
        isFresh = true;
    }

    boolean mayWaitForRoom() {
        return spentNanos() < limitNanos / PROCESSING_SHARE;
    }

    boolean mayWaitForDrain() {
        return spentNanos() < limitNanos;
    }

    private long spentNanos() {
        return isFresh ? 0 : ticker.getAsLong() - startedNanos;
    }
}
