package io.inferencestream.deadletters.letter;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those that match everything that is said; what is empty says nothing.
 *
 * @param reasons names of reasons; it was rejected for one of these
 * @param from its record's timestamp is this or later
 * @param until its record's timestamp is before this
 * @param model NAME for every version, or NAME/VERSION
 * @param partitions it lies on one of these
 * @param letters it is one of these, by where they lie
 * @param origins it was one of these records
 */
public record LetterFilter(
        Set<String> reasons,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> model,
        Set<Integer> partitions,
        Set<RecordPosition> letters,
        Set<RecordPosition> origins) {
    /** Every letter. */
    public static final LetterFilter ALL = of(Set.of());

    public LetterFilter {
        reasons = Set.copyOf(reasons);
        partitions = Set.copyOf(partitions);
        letters = Set.copyOf(letters);
        origins = Set.copyOf(origins);
    }

    /** These letters, by where they lie; none for all. */
    public static LetterFilter of(Set<RecordPosition> letters) {
        return new LetterFilter(
                Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), letters, Set.of());
    }

    /** Whether a letter is meant. */
    public boolean matches(DeadLetter letter) {
        return matchesWhy(letter) && matchesWhen(letter) && matchesWhere(letter);
    }

    private boolean matchesWhy(DeadLetter letter) {
        String its = letter.model().orElse("");
        return (reasons.isEmpty() || reasons.contains(letter.reason().orElse("")))
                && model.map(wanted -> its.equals(wanted) || its.startsWith(wanted + "/"))
                        .orElse(true);
    }

    private boolean matchesWhen(DeadLetter letter) {
        Instant its = Instant.ofEpochMilli(letter.timestampMillis());
        return from.map(start -> !its.isBefore(start)).orElse(true)
                && until.map(its::isBefore).orElse(true);
    }

    private boolean matchesWhere(DeadLetter letter) {
        return (partitions.isEmpty() || partitions.contains(letter.position().partition()))
                && (letters.isEmpty() || letters.contains(letter.position()))
                && (origins.isEmpty() || letter.origin().map(origins::contains).orElse(false));
    }
}
