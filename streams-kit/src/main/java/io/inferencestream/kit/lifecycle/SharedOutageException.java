package io.inferencestream.kit.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Something that every instance needs is down, so no record is to blame and no other instance would fare better: the
 * stream is to pause, with nothing committed, until the probe succeeds.
 */
public final class SharedOutageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Probe probe;

    /**
     * @param probe succeeds once the very thing that failed works again
     */
    public SharedOutageException(String message, @Nullable Throwable cause, Probe probe) {
        super(message, cause);
        this.probe = probe;
    }

    public Probe probe() {
        return probe;
    }

    /** Tries again what failed. */
    public interface Probe {

        /** True once it works again. May block for some seconds; must not throw. */
        boolean isOver();
    }
}
