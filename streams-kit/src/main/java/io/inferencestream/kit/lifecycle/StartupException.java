package io.inferencestream.kit.lifecycle;

/** The stream cannot start: says what is wrong and what to do. Nothing was read and nothing committed. */
public final class StartupException extends Exception {
    private static final long serialVersionUID = 1;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
