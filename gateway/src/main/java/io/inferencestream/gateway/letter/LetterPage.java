package io.inferencestream.gateway.letter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The dead letters that a query asks for, newest first.
 *
 * @param letters at most as many as the query allows
 * @param next where the next page begins; empty if this is the last
 * @param total how many letters match on all pages
 * @param reasons how many letters there are of each reason, whatever reason is asked for
 */
public record LetterPage(List<Shown> letters, Optional<String> next, int total, Map<String, Integer> reasons) {
    /**
     * One letter.
     *
     * @param resent what is known of its being resent
     */
    public record Shown(IndexedOutcome letter, Rejected rejected, Optional<ObjectNode> resent) {}

    /** Looks through all outcomes, which come newest first. */
    public static LetterPage of(
            Iterable<OutcomeIndex.Entry> outcomes,
            LetterQuery query,
            Function<IndexedOutcome, Optional<ObjectNode>> resent,
            Instant now) {
        Collected collected = new Collected(query, resent, now);
        for (OutcomeIndex.Entry entry : outcomes) {
            if (entry.outcome().outcome() instanceof Rejected rejected) {
                collected.take(entry.outcome(), rejected);
            }
        }
        return collected.page();
    }

    private static final class Collected {
        private final LetterQuery query;
        private final Function<IndexedOutcome, Optional<ObjectNode>> resent;
        private final Instant now;
        private final List<Shown> letters = new ArrayList<>();
        private final Map<String, Integer> reasons = new TreeMap<>();
        private Optional<String> next = Optional.empty();
        private boolean hasBegun;
        private int total;

        Collected(LetterQuery query, Function<IndexedOutcome, Optional<ObjectNode>> resent, Instant now) {
            this.query = query;
            this.resent = resent;
            this.now = now;
            this.hasBegun = query.olderThan().isEmpty();
        }

        void take(IndexedOutcome letter, Rejected rejected) {
            if (query.fits(letter, rejected, () -> resent.apply(letter).isPresent(), now)) {
                reasons.merge(rejected.reason(), 1, Integer::sum);
                if (query.isOfReason(rejected)) {
                    total++;
                    show(letter, rejected);
                }
            }
            hasBegun = hasBegun || query.olderThan().equals(place(rejected));
        }

        /** Only of those that are shown it is asked what became of them. */
        private void show(IndexedOutcome letter, Rejected rejected) {
            if (hasBegun && letters.size() < query.max()) {
                letters.add(new Shown(letter, rejected, resent.apply(letter)));
            } else if (hasBegun) {
                next = Optional.of(place(letters.get(letters.size() - 1).rejected()));
            }
        }

        LetterPage page() {
            return new LetterPage(letters, next, total, reasons);
        }

        private static String place(Rejected letter) {
            RecordPosition position = letter.position();
            return position.partition() + "@" + position.offset();
        }
    }
}
