package io.inferencestream.core.predict;

/** The engine failed one batch; the predictor that threw it may be asked again, with other images. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
