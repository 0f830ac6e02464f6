package io.inferencestream.gateway.letter;

import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Which dead letters are asked for.
 *
 * @param max most letters of a page; at least 1
 * @param olderThan the page begins after this letter, PARTITION@OFFSET; empty for the newest
 * @param reason only of this reason; empty for all
 * @param search only with this text in what tells one letter from another, whatever its case; empty for all
 * @param age only rejected within so long; empty for all
 * @param resent only those that were resent, or only those that were not; empty for all
 */
public record LetterQuery(
        int max, String olderThan, String reason, String search, Optional<Duration> age, Optional<Boolean> resent) {
    public LetterQuery {
        search = search.strip().toLowerCase(Locale.ROOT);
    }

    boolean isOfReason(Rejected letter) {
        return reason.isEmpty() || letter.reason().equals(reason);
    }

    /**
     * Whether all but the reason fits.
     *
     * @param isResent asked only where it matters
     */
    boolean fits(IndexedOutcome indexed, Rejected letter, BooleanSupplier isResent, Instant now) {
        return age.map(its -> letter.rejectedAt()
                                .filter(now.minus(its)::isBefore)
                                .isPresent())
                        .orElse(true)
                && (search.isEmpty() || texts(indexed, letter).anyMatch(this::isFoundIn))
                && resent.map(wanted -> wanted == isResent.getAsBoolean()).orElse(true);
    }

    private boolean isFoundIn(String text) {
        return text.toLowerCase(Locale.ROOT).contains(search);
    }

    private static Stream<String> texts(IndexedOutcome indexed, Rejected letter) {
        return Stream.of(
                indexed.id(),
                indexed.key(),
                letter.detail(),
                letter.instance(),
                letter.model().orElse(""),
                letter.origin().toString(),
                letter.position().toString());
    }
}
