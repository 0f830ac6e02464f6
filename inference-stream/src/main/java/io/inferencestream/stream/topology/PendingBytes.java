package io.inferencestream.stream.topology;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of the keys and values of all records of a process that are not answered for yet. Thread-safe. */
final class PendingBytes {
    private final long max;
    private final AtomicLong bytes = new AtomicLong();

    /** @param max max bytes, but that every task may have a lone record; at least 1 */
    PendingBytes(long max) {
        this.max = max;
    }

    boolean hasRoomFor(long recordBytes) {
        return bytes.get() + recordBytes <= max;
    }

    /** Counts a record in, or out where negative. */
    void add(long recordBytes) {
        bytes.addAndGet(recordBytes);
    }
}
