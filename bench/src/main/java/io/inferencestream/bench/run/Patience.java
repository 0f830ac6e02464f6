package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Instances;
import io.inferencestream.bench.load.Follower;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a contestant as long as there is hope. */
final class Patience {
    private static final long POLL_MILLIS = 20;

    private Patience() {}

    /** @throws IllegalStateException if the contestant dies, answers wrongly, or takes too long; says which */
    static void await(String what, Duration longest, Instances app, Follower follower, BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            requireAlive(app, follower);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "no sign of " + what + " after " + longest.toSeconds() + " s; " + app.tail());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    static void requireAlive(Instances app, Follower follower) {
        follower.requireHealthy();
        if (!app.areAlive()) {
            throw new IllegalStateException("the contestant has ended; " + app.tail());
        }
    }
}
