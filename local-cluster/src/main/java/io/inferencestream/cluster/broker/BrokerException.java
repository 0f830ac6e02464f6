package io.inferencestream.cluster.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot start, or broke while it ran. The message says what is wrong and, where known, what to do. */
public final class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerException(String message) {
        super(message);
    }

    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
