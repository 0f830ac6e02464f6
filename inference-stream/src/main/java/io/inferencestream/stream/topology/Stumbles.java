package io.inferencestream.stream.topology;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the records in a row on which the stream's own code has failed. One is to blame itself: it would fell instance
 * after instance. Where one after the other fails, the stream is to blame, and no record may be rejected for it.
 *
 * <p>Thread-safe: all tasks of a process share one.
 */
final class Stumbles {
    private static final int MAX_IN_A_ROW = 10;

    private final AtomicInteger inARow = new AtomicInteger();

    /** It has failed on a record; true where the record is to blame. */
    boolean isOfTheRecord() {
        return inARow.incrementAndGet() <= MAX_IN_A_ROW;
    }

    /** It has worked on a record. */
    void cleared() {
        if (inARow.get() != 0) {
            inARow.set(0);
        }
    }
}
