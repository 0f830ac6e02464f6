package io.inferencestream.kit.check;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tries again and again until something is well, or for long enough. Blocks the calling thread. */
public final class Patience {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void lasting(Duration time) throws InterruptedException;
    }

    private final LongSupplier nanoTime;
    private final Pause pause;

    Patience(LongSupplier nanoTime, Pause pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    public static Patience real() {
        return new Patience(System::nanoTime, time -> Thread.sleep(time.toMillis()));
    }

    /**
     * Tries at least once.
     *
     * @param maxWait after which no other attempt begins
     * @param attempt empty when all is well, otherwise what is wrong
     * @return what was wrong the last time; empty when all is well. An interrupt ends the wait and is kept
     */
    public <T> Optional<T> until(Duration maxWait, Supplier<Optional<T>> attempt) {
        long start = nanoTime.getAsLong();
        while (true) {
            Optional<T> wrong = attempt.get();
            Duration left = maxWait.minusNanos(nanoTime.getAsLong() - start);
            if (wrong.isEmpty() || left.isZero() || left.isNegative()) {
                return wrong;
            }
            try {
                pause.lasting(left.compareTo(BETWEEN) < 0 ? left : BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return wrong;
            }
        }
    }
}
