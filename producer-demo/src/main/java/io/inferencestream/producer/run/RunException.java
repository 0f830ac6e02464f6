package io.inferencestream.producer.run;

/** A run cannot begin. Nothing was sent; the message says what is wrong and what to do, for a person. */
public final class RunException extends Exception {
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }

    public RunException(String message) {
        super(message);
    }
}
