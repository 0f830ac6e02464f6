package io.inferencestream.kit.clients;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many bytes of outcomes a stream thread may have between two commits, so that its producer gets them through in
 * time. There is no limit until a commit takes too long.
 *
 * <p>Thread-safe; shared by all stream threads, so that a new one knows what the last one learned.
 */
/*
 * A broker that throttles a producer takes what is sent and keeps the answer: a transaction that holds more than the quota
 * lets through within its time-out is aborted, its records are read again, and the next one holds as much. What a commit
 * took says how much is too much: a limit in proportion at once, and slowly more while commits are quick, because a broker
 * forgives short bursts and would be asked for too much by a limit that doubles.
 */
final class CommitPace {
    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final double GROWTH = 1.25;

    /** What a transaction that was given up would have taken, in times what it should take: that is not known. */
    private static final int GIVEN_UP = 12;

    /** How much the last commit counts in the average size of an outcome. */
    private static final double RECENT = 0.3;

    private final long targetNanos;
    private final long enoughBytes;
    private final Duration patience;
    private final LongSupplier ticker;
    private final ThreadLocal<ThreadPace> threads;
    private volatile long limit = UNLIMITED;
    private volatile double outcomeBytes = 1;

    /**
     * @param target how long a producer may take to get through what was sent since the last commit; above zero
     * @param enoughBytes a limit so high is none: more never waits in a producer
     * @param patience how long a thread that may have no more waits for its commit, before it is thought to have nothing
     *     to commit; above zero
     */
    CommitPace(Duration target, long enoughBytes, Duration patience, LongSupplier ticker, ClientEvents events) {
        this.targetNanos = target.toNanos();
        this.enoughBytes = enoughBytes;
        this.patience = patience;
        this.ticker = ticker;
        this.threads = ThreadLocal.withInitial(() -> new ThreadPace(this, events));
    }

    /** The share of the stream thread that calls. */
    ThreadPace ofThisThread() {
        return threads.get();
    }

    /** Outcomes were committed. */
    synchronized void committed(long bytes, long records, long nanos) {
        learn(bytes, records);
        if (nanos > targetNanos) {
            lower((double) bytes * targetNanos / nanos);
        } else if (limit != UNLIMITED && nanos <= targetNanos / 2 && bytes >= limit / 2) {
            long raised = (long) Math.max(limit * GROWTH, limit + outcomeBytes);
            limit = raised < enoughBytes ? raised : UNLIMITED;
        }
    }

    /** Outcomes were given up; because of their number only where the producer was busy with them for long. */
    synchronized void failed(long bytes, long records, long nanos) {
        learn(bytes, records);
        if (nanos > targetNanos) {
            lower((double) bytes / GIVEN_UP);
        }
    }

    private void learn(long bytes, long records) {
        if (records > 0) {
            double now = Math.max(1, (double) bytes / records);
            outcomeBytes = outcomeBytes == 1 ? now : RECENT * now + (1 - RECENT) * outcomeBytes;
        }
    }

    private void lower(double bytes) {
        limit = Math.max(1, Math.min(limit, (long) bytes));
    }

    /** How many records' outcomes fit in between two commits; at least 1. */
    int records() {
        long bytes = limit;
        return bytes == UNLIMITED ? Integer.MAX_VALUE : (int) Math.max(1, bytes / outcomeBytes);
    }

    boolean isLimited() {
        return limit != UNLIMITED;
    }

    Duration patience() {
        return patience;
    }

    long nanoTime() {
        return ticker.getAsLong();
    }
}
