package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.ledger.Receipt;
import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.Optional;

/**
 * What became of a dead letter that was asked for.
 *
 * @param letter where it lies
 * @param origin the record that it was; empty where its headers do not say, or it is missing
 * @param why for people; empty where it is resent
 * @param receipt the ledger's note of it; present where it is resent or was before
 */
public record Verdict(
        RecordPosition letter, Optional<RecordPosition> origin, Kind kind, String why, Optional<Receipt> receipt) {

    /** What became of it. */
    public enum Kind {
        /** It is on its way to the stream; in a plan: it would be. */
        RESENT,
        /** It, or a double of it, was resent before. */
        RESENT_BEFORE,
        /** It cannot be resent as it is asked. */
        REFUSED,
        /** No dead letter lies there, or not any more. */
        MISSING
    }

    static Verdict planned(DeadLetter letter) {
        return new Verdict(letter.position(), letter.origin(), Kind.RESENT, "", Optional.empty());
    }

    static Verdict resent(DeadLetter letter, Receipt receipt) {
        return new Verdict(letter.position(), letter.origin(), Kind.RESENT, "", Optional.of(receipt));
    }

    static Verdict before(DeadLetter letter, Receipt receipt) {
        String what = receipt.letter().equals(letter.position()) ? "" : "its double " + receipt.letter() + " was ";
        String why = what + "resent by " + receipt.by() + " at " + receipt.at();
        return new Verdict(letter.position(), letter.origin(), Kind.RESENT_BEFORE, why, Optional.of(receipt));
    }

    /** One of two that are asked for at once. */
    static Verdict doubled(DeadLetter letter) {
        String why = "a double of a letter that is resent";
        return new Verdict(letter.position(), letter.origin(), Kind.RESENT_BEFORE, why, Optional.empty());
    }

    static Verdict refused(DeadLetter letter, String why) {
        return new Verdict(letter.position(), letter.origin(), Kind.REFUSED, why, Optional.empty());
    }

    static Verdict missing(RecordPosition letter) {
        String why = "no dead letter lies there, or not any more";
        return new Verdict(letter, Optional.empty(), Kind.MISSING, why, Optional.empty());
    }

    @Override
    public String toString() {
        String was = letter + origin.map(record -> ", was " + record).orElse("");
        return switch (kind) {
            case RESENT -> "resend  " + was;
            case RESENT_BEFORE -> "skip    " + was + ": " + why;
            case REFUSED -> "refuse  " + was + ": " + why;
            case MISSING -> "missing " + was + ": " + why;
        };
    }
}
