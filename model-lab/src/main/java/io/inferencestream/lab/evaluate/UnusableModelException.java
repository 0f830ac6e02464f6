package io.inferencestream.lab.evaluate;

import java.nio.file.Path;

/** A model cannot be evaluated: the message names its folder and says why. Nothing stays loaded. */
public final class UnusableModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableModelException(Path model, String problem) {
        super(model + ": " + problem);
    }

    public UnusableModelException(Path model, String problem, Throwable cause) {
        super(model + ": " + problem, cause);
    }
}
