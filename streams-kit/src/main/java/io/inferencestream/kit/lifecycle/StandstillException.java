package io.inferencestream.kit.lifecycle;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;

/** The program does not get past a place, however often it tries. */
public final class StandstillException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StandstillException(Optional<RecordPosition> record, Throwable cause) {
        super(
                record.map(position -> "stream threads die at " + position
                                        + ", and nothing is committed past it. If the record is to blame, name it under 'reject' and it becomes a"
                                        + " dead letter")
                                .orElse("stream threads die, and nothing is committed")
                        + "; the last one died of: " + rootOf(cause),
                cause);
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
