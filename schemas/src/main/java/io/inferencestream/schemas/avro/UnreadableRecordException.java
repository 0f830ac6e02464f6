package io.inferencestream.schemas.avro;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** These bytes are not a record we can read, and never will be: the record's fault, not an outage. */
public final class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    /** @param message says what is wrong, and holds nothing of the payload */
    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
