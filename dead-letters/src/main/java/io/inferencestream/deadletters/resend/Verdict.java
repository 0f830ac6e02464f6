package io.inferencestream.deadletters.resend;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;

/**
 * What is done with a dead letter that was asked for.
 *
 * @param letter where it lies
 * @param origin the record that it was
 * @param bytes of its value
 * @param why for people; empty where it is sent
 */
public record Verdict(RecordPosition letter, Optional<RecordPosition> origin, int bytes, Kind kind, String why) {

    /** What is done. */
    public enum Kind {
        /** It is sent to the stream's input. */
        SEND,
        /** It, or its double, was sent before. */
        SENT_BEFORE,
        /** It cannot be sent from here. */
        IMPOSSIBLE
    }

    Verdict instead(Kind other, String reason) {
        return new Verdict(letter, origin, bytes, other, reason);
    }

    @Override
    public String toString() {
        String was = letter + origin.map(record -> ", was " + record).orElse("");
        return switch (kind) {
            case SEND -> "send  " + was;
            case SENT_BEFORE -> "skip  " + was + ": " + why;
            case IMPOSSIBLE -> "leave " + was + ": " + why;
        };
    }
}
