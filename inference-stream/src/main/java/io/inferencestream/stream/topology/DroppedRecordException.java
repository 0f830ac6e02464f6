package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.RecordId;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * An outcome that a commit has to wait for never comes, because the engine broke. Nothing was committed past it; the record
 * will be read again, by another process: this one ends.
 */
final class DroppedRecordException extends StreamsException {
    private static final long serialVersionUID = 1;

    DroppedRecordException(RecordId record) {
        super("the broken engine gives " + record
                + " no outcome; nothing past it was committed and it will be read again");
    }
}
