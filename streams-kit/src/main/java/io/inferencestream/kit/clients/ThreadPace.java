package io.inferencestream.kit.clients;

/**
 * What one stream thread has read and sent since its last commit. Its consumer and its producer know each other by it.
 *
 * <p>Not thread-safe, but for {@link #lost}: the stream thread owns it, and calls both its clients.
 */
final class ThreadPace {
    private final CommitPace pace;
    private final ClientEvents events;
    private long handedOut;
    private long handedOutAtNanos;
    private long sentBytes;
    private long sentRecords;
    private long producerNanos;
    private volatile boolean isAnyLost;

    ThreadPace(CommitPace pace, ClientEvents events) {
        this.pace = pace;
        this.events = events;
    }

    /** How many records the consumer may hand out now; 0 while a commit is to come first. */
    int mayHandOut() {
        if (!pace.isLimited()) {
            return Integer.MAX_VALUE;
        }
        boolean isOverdue = pace.nanoTime() - handedOutAtNanos > pace.patience().toNanos();
        return isOverdue ? pace.records() : (int) Math.max(0, pace.records() - handedOut);
    }

    void handedOut(int records) {
        if (records > 0) {
            handedOut += records;
            handedOutAtNanos = pace.nanoTime();
        }
    }

    void sent(long bytes) {
        sentBytes += bytes;
        sentRecords++;
    }

    /** An outcome did not get through: at least once, the others' offsets are committed all the same. Any thread may call. */
    void lost() {
        isAnyLost = true;
    }

    /** Makes a call in which the thread waits for what was sent. */
    void waiting(Runnable call) {
        long started = pace.nanoTime();
        try {
            call.run();
        } finally {
            producerNanos += pace.nanoTime() - started;
        }
    }

    /** Makes the call that commits. */
    void committing(Runnable call) {
        waiting(call);
        if (isAnyLost) {
            failed();
            return;
        }
        pace.committed(sentBytes, sentRecords, producerNanos);
        reset();
        events.committed();
    }

    /** Whatever was sent since the last commit is given up; does nothing where nothing was. */
    void failed() {
        if (sentRecords > 0) {
            pace.failed(sentBytes, sentRecords, producerNanos);
            events.commitFailed();
        }
        reset();
    }

    private void reset() {
        handedOut = 0;
        sentBytes = 0;
        sentRecords = 0;
        producerNanos = 0;
        isAnyLost = false;
    }
}
