package io.inferencestream.kit.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a program has open. It is closed in the opposite order, whatever one of the closings does.
 *
 * <p>Not thread-safe.
 */
public final class Closings {
    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

    private final Deque<Closing> open = new ArrayDeque<>();

    private record Closing(String name, Runnable close) {}

    /**
     * Something has been opened.
     *
     * @param name what it is, for the log
     * @param close closes it; called once, after everything that was added later is closed
     */
    public void add(String name, Runnable close) {
        open.push(new Closing(name, close));
    }

    /** Closes everything that is still open. */
    public void close() {
        while (!open.isEmpty()) {
            Closing last = open.pop();
            try {
                last.close().run();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Could not close: {}", last.name());
            }
        }
    }
}
