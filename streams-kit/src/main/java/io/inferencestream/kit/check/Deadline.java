package io.inferencestream.kit.check;

import java.time.Duration;

/** The end of a time that several waits share. Thread-safe. */
public final class Deadline {
    private final long startNanos = System.nanoTime();
    private final Duration time;

    private Deadline(Duration time) {
        this.time = time;
    }

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(time);
    }

    /** What is left; zero once it is over. */
    public Duration left() {
        Duration left = time.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The whole time. */
    Duration time() {
        return time;
    }
}
