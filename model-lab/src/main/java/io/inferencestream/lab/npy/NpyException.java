package io.inferencestream.lab.npy;

import java.io.IOException;

/** Bytes are no array of NumPy's, or one of a kind that is not read here: the message says which. */
public final class NpyException extends IOException {
    private static final long serialVersionUID = 1L;

    public NpyException(String message) {
        super(message);
    }
}
