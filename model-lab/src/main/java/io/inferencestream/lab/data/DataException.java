package io.inferencestream.lab.data;

import java.nio.file.Path;

/** Labelled images cannot be read: the message names the file, what is wrong with it and what would be right. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public DataException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
