package io.inferencestream.core.pipeline;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is in flight in the whole process. Thread-safe; nobody waits here. */
final class InFlight {
    private final InFlightLimits limits;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    InFlight(InFlightLimits limits) {
        this.limits = limits;
    }

    /**
     * Counts one more record in if there is room; an empty pipeline has room for any one record. Of two that try at the
     * same moment for the last room, both may be turned away, but never are both let in.
     */
    boolean tryEnter(long recordBytes) {
        int before = records.getAndIncrement();
        long bytesBefore = bytes.getAndAdd(recordBytes);
        if (before > 0 && (before >= limits.records() || bytesBefore + recordBytes > limits.bytes())) {
            leave(recordBytes);
            return false;
        }
        return true;
    }

    /** Counts one more record in, room or not. */
    void enter(long recordBytes) {
        records.incrementAndGet();
        bytes.addAndGet(recordBytes);
    }

    /** A record stays, and gives bytes back. */
    void shrink(long freedBytes) {
        bytes.addAndGet(-freedBytes);
    }

    void leave(long recordBytes) {
        records.decrementAndGet();
        bytes.addAndGet(-recordBytes);
    }

    int records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }
}
