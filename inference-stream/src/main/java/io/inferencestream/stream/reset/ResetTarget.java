package io.inferencestream.stream.reset;

import io.inferencestream.core.outcome.RecordId;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Where a stream is to go on reading. */
public sealed interface ResetTarget {

    /** At the oldest record that every partition still has. */
    record Earliest() implements ResetTarget {}

    /** Behind the newest record of every partition. */
    record Latest() implements ResetTarget {}

    /** In every partition at the first record with this timestamp or a later one; behind the newest where there is none. */
    record At(Instant time) implements ResetTarget {}

    /** In one partition at that record; the others stay where they are. */
    record Before(RecordId record) implements ResetTarget {}

    /**
     * Reads {@code earliest}, {@code latest}, an instant, or {@code TOPIC-PARTITION@OFFSET}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static ResetTarget parse(String text) {
        if (text.equals("earliest")) {
            return new Earliest();
        }
        if (text.equals("latest")) {
            return new Latest();
        }
        try {
            return text.contains("@") ? new Before(RecordId.parse(text)) : new At(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be earliest, latest, a time such as 2026-01-31T12:00:00Z, or a record such as images-3@1234: "
                            + text,
                    e);
        }
    }
}
