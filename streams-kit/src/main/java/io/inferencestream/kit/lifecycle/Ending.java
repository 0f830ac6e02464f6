package io.inferencestream.kit.lifecycle;

import io.inferencestream.kit.health.Readiness;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why and when a program ends. The first reason counts. Thread-safe. */
public final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final String FAILED = "failed";

    private final Readiness readiness;
    private final AtomicReference<ExitReason> reason = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param readiness told of a failure */
    public Ending(Readiness readiness) {
        this.readiness = readiness;
    }

    /** The program cannot go on: whoever waits for its end is told at once, and has to close it. */
    public void fail(ExitReason why, Throwable cause) {
        if (reason.compareAndSet(null, why)) {
            readiness.obstruct(FAILED, String.valueOf(cause.getMessage()));
            LOG.atError().setCause(cause).log("The stream ends: {}: {}", why, cause.getMessage());
            ended.countDown();
        }
    }

    /** The program was told to end, and is about to; false where it had a reason to already. */
    public boolean stop() {
        return reason.compareAndSet(null, ExitReason.STOPPED);
    }

    /** Everything is closed. */
    public void complete() {
        ended.countDown();
    }

    public boolean isEnding() {
        return reason.get() != null;
    }

    /** Whether it ends because it cannot go on. */
    public boolean hasFailed() {
        ExitReason its = reason.get();
        return its != null && its != ExitReason.STOPPED;
    }

    /** Waits until the program has failed, or has been stopped and is closed. */
    public ExitReason await() throws InterruptedException {
        ended.await();
        ExitReason its = reason.get();
        return its == null ? ExitReason.STOPPED : its;
    }
}
