package io.inferencestream.producer.publish;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Time that passes, and waiting for it; tests hand in one that they wind by hand. */
public interface Ticker {
    long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Nanoseconds since some fixed moment; only differences mean anything. */
    long nanos();

    /** Milliseconds since 1970-01-01T00:00Z. */
    long epochMillis();

    /**
     * Returns once {@link #nanos()} has reached the moment, at once if it has already; and soon after the sleep has
     * become pointless.
     *
     * @param pointless asked now and then
     */
    void sleepUntil(long nanos, BooleanSupplier pointless) throws InterruptedException;

    /** The machine's clocks. Thread-safe. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long epochMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public void sleepUntil(long nanos, BooleanSupplier pointless) throws InterruptedException {
                long left = nanos - System.nanoTime();
                while (left > 0 && !pointless.getAsBoolean()) {
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_NAP_NANOS));
                    left = nanos - System.nanoTime();
                }
            }
        };
    }
}
