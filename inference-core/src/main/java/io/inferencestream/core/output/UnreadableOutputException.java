package io.inferencestream.core.output;

/** A model's outputs are not what its card says: says which, what was seen, and what to do. */
public final class UnreadableOutputException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableOutputException(String message) {
        super(message);
    }
}
