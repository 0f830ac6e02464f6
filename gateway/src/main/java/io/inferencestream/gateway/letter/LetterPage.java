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
        Collected collected = new Collected(query);
        for (OutcomeIndex.Entry entry : outcomes) {
            if (entry.outcome().outcome() instanceof Rejected rejected) {
                collected.take(new Shown(entry.outcome(), rejected, resent.apply(entry.outcome())), now);
            }
        }
        return collected.page();
    }

    private static final class Collected {
        private final LetterQuery query;
        private final List<Shown> letters = new ArrayList<>();
        private final Map<String, Integer> reasons = new TreeMap<>();
        private Optional<String> next = Optional.empty();
        private boolean hasBegun;
        private int total;

        Collected(LetterQuery query) {
            this.query = query;
            this.hasBegun = query.olderThan().isEmpty();
        }

        void take(Shown letter, Instant now) {
            if (query.fits(letter.letter(), letter.rejected(), letter.resent().isPresent(), now)) {
                reasons.merge(letter.rejected().reason(), 1, Integer::sum);
                if (query.isOfReason(letter.rejected())) {
                    total++;
                    show(letter);
                }
            }
            hasBegun |= query.olderThan().equals(place(letter));
        }

        private void show(Shown letter) {
            if (hasBegun && letters.size() < query.max()) {
                letters.add(letter);
            } else if (hasBegun) {
                next = Optional.of(place(letters.get(letters.size() - 1)));
            }
        }

        LetterPage page() {
            return new LetterPage(letters, next, total, reasons);
        }

        private static String place(Shown letter) {
            RecordPosition position = letter.rejected().position();
            return position.partition() + "@" + position.offset();
        }
    }
}
