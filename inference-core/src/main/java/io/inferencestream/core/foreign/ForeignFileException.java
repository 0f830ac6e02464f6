package io.inferencestream.core.foreign;

import java.io.IOException;

/** A file of another tool is not what its name says, or goes beyond what is read of it: says what and where. */
public final class ForeignFileException extends IOException {
    private static final long serialVersionUID = 1;

    public ForeignFileException(String message) {
        super(message);
    }
}
