package io.inferencestream.bench.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What the broker wrote for one contestant lies in the system's memory for a while, and is carried to disk while the next
 * one is measured. That is to be over before.
 */
final class WriteBack {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WriteBack() {}

    /** Returns when all that has been written is on disk; at once on a system without {@code sync}. */
    static void await() throws InterruptedException {
        try {
            new ProcessBuilder("sync")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) { // no such command
        }
    }
}
