package io.inferencestream.producer.publish;

/** Publishing cannot go on, whatever the image; the message says why, for a person. */
public final class PublishException extends Exception {
    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
