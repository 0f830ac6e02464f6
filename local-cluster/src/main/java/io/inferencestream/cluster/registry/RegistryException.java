package io.inferencestream.cluster.registry;

/** The registry cannot start, or cannot keep its file. The message says why. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
