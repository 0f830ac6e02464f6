package io.inferencestream.core.predict;

/** A model cannot be served: says which, why, and what to do. */
public final class ModelLoadException extends Exception {
    private static final long serialVersionUID = 1;

    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
