package io.inferencestream.deadletters.resend;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * How several doors that fence each other take turns: each waits a random time before it tries again, longer the more often
 * it failed, until its patience ends. Not thread-safe.
 */
final class Turns {
    private static final long SHORTEST_MILLIS = 25;
    private static final long LONGEST_MILLIS = 1_600;

    private final Duration patience;
    private long progressedNanos = System.nanoTime();
    private long boundMillis = SHORTEST_MILLIS;

    Turns(Duration patience) {
        this.patience = patience;
    }

    /** Something was done: patience begins anew. */
    void progressed() {
        progressedNanos = System.nanoTime();
        boundMillis = SHORTEST_MILLIS;
    }

    /** Whether it is worth no further try. */
    boolean isOver() {
        return System.nanoTime() - progressedNanos >= patience.toNanos();
    }

    /** Waits for another turn. */
    void next() {
        boundMillis = Math.min(2 * boundMillis, LONGEST_MILLIS);
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(boundMillis / 2, boundMillis));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
