package io.inferencestream.stream.cli;

import io.inferencestream.kit.lifecycle.ExitReason;
import io.inferencestream.stream.app.StreamApp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM and Ctrl-C do: end the stream, if there is one yet, and the process with status 0, or with that of a failure
 * that came before. A process that a signal ends by itself would report the signal, as if it had not been asked.
 *
 * <p>Thread-safe.
 */
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private final Thread hook = new Thread(this::end, "end");
    private @Nullable StreamApp app;

    private Termination() {}

    /** From now on the process ends well when it is told to. */
    static Termination armed() {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    /** A stream is there to be ended first. */
    synchronized void covers(StreamApp stream) {
        app = stream;
    }

    /** The process could not start, and says so itself; does nothing where it has been told to end already. */
    void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: it halts the process.
        }
    }

    private void end() {
        ExitReason reason = ExitReason.STOPPED;
        try {
            StreamApp stream = covered();
            if (stream != null) {
                stream.close();
                reason = stream.awaitEnd();
            }
        } catch (InterruptedException | RuntimeException e) {
            LOG.atError().setCause(e).log("The stream did not end well");
        } finally {
            Runtime.getRuntime().halt(reason.code());
        }
    }

    private synchronized @Nullable StreamApp covered() {
        return app;
    }
}
