package io.inferencestream.kit.lifecycle;

/** The stream cannot go on, and another thread could not either: it ends. The message says what is to be done. */
public final class UnrecoverableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnrecoverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
