package io.inferencestream.chaos;

import io.inferencestream.chaos.process.Fleet;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.chaos.process.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Replaces instances of the build before by this build's: one at a time, and the next not before this one works, as an
 * operator does. Thread-safe.
 */
final class RollingUpgrade {
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;

    private final Fleet fleet;
    private final Progress progress;
    private final Endings endings;
    private final Consumer<String> chronicle;
    private final Object turn = new Object();
    private final AtomicInteger left;

    /** @param left instances to be replaced */
    RollingUpgrade(int left, Fleet fleet, Progress progress, Endings endings, Consumer<String> chronicle) {
        this.left = new AtomicInteger(left);
        this.fleet = fleet;
        this.progress = progress;
        this.endings = endings;
        this.chronicle = chronicle;
    }

    /** Whether instances are left to be replaced. */
    boolean isUnderWay() {
        return left.get() > 0;
    }

    /** Replaces the oldest one that is left; returns once its successor has partitions. */
    void replaceOne() throws InterruptedException {
        synchronized (turn) {
            try {
                Instance old = awaitOld();
                old.use(fleet.program()); // first, for whoever else may start it again meanwhile
                endings.terminate(old);
                fleet.takeBack(old);
                awaitPartitions(old);
            } finally {
                left.decrementAndGet();
            }
        }
    }

    /** Waits while those that are left are in other hands. */
    private Instance awaitOld() throws InterruptedException {
        while (true) {
            for (Instance member : fleet.members()) {
                if (!member.program().equals(fleet.program())) {
                    return member;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void awaitPartitions(Instance instance) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!instance.hasPartitions()) {
            if (System.nanoTime() > deadline) {
                endings.fault(instance.name() + " is replaced, and has no partitions after " + LONGEST_START.toSeconds()
                        + " s");
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
        chronicle.accept(instance.name() + " is replaced at " + progress.committed() + " committed");
    }
}
