package io.inferencestream.producer.cli;

import io.inferencestream.producer.run.ProducerRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes Ctrl-C and SIGTERM stop the run and wait until its report is out. */
final class Interruption {
    private static final long LONGEST_SECONDS = 15;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(ProducerRun run) {
        this.hook = new Thread(() -> stop(run), "interruption");
    }

    static Interruption stopping(ProducerRun run) {
        Interruption interruption = new Interruption(run);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Says that the report is out, or that there will be none. */
    void reported() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
        }
    }

    private void stop(ProducerRun run) {
        run.stop();
        try {
            reported.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
