package io.inferencestream.core.batch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A ticker that moves only when it is told to. Starts near overflow, as {@link System#nanoTime} may. Thread-safe. */
public final class ManualTicker implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final AtomicLong reads = new AtomicLong();

    @Override
    public long getAsLong() {
        reads.incrementAndGet();
        return nanos.get();
    }

    /** How often it was asked. */
    public long reads() {
        return reads.get();
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
