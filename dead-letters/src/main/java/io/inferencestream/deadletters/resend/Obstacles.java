package io.inferencestream.deadletters.resend;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;

/** Why a dead letter can never be resent, as far as its headers tell. */
public final class Obstacles {
    private Obstacles() {}

    /**
     * The obstacle of one letter; empty where there is none.
     *
     * @param origin the record that it was
     * @param valueLeftOut the length of its value, in bytes, where the letter has none
     * @param input the topic that the stream reads
     */
    public static Optional<String> of(RecordPosition origin, Optional<String> valueLeftOut, String input) {
        if (!origin.topic().equals(input)) {
            return Optional.of("it came from topic " + origin.topic() + ", and the stream reads " + input);
        }
        return valueLeftOut.map(bytes -> "its value of " + bytes
                + " bytes was too large for the topic of dead letters; it may still lie at its origin");
    }
}
