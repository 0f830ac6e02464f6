package io.inferencestream.gateway.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.gateway.outcome.Cursor;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.Mark;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LetterPageTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final LetterQuery ALL = new LetterQuery(10, "", "", "", Optional.empty(), Optional.empty());

    private final Deque<OutcomeIndex.Entry> newestFirst = new ArrayDeque<>();
    private final Set<String> resent = new HashSet<>();

    @Test
    void goesThroughAllLettersPageByPage() {
        for (int i = 0; i < 5; i++) {
            add("id-" + i, "CORRUPT_IMAGE", Duration.ZERO);
        }

        LetterPage first = page(new LetterQuery(2, "", "", "", Optional.empty(), Optional.empty()));
        LetterPage second = page(after(first));
        LetterPage third = page(after(second));

        assertThat(ids(first)).containsExactly("id-4", "id-3");
        assertThat(ids(second)).containsExactly("id-2", "id-1");
        assertThat(ids(third)).containsExactly("id-0");
        assertThat(third.next()).isEmpty();
        assertThat(List.of(first.total(), second.total(), third.total())).containsOnly(5);
    }

    @Test
    void showsNothingOlderThanALetterThatIsForgotten() {
        add("id", "CORRUPT_IMAGE", Duration.ZERO);

        assertThat(ids(page(new LetterQuery(2, "0@77", "", "", Optional.empty(), Optional.empty()))))
                .isEmpty();
    }

    @Test
    void countsEveryReasonWhicheverIsAskedFor() {
        add("a", "CORRUPT_IMAGE", Duration.ZERO);
        add("b", "MODEL_FAILED", Duration.ZERO);
        add("c", "MODEL_FAILED", Duration.ZERO);

        LetterPage page = page(new LetterQuery(10, "", "CORRUPT_IMAGE", "", Optional.empty(), Optional.empty()));

        assertThat(ids(page)).containsExactly("a");
        assertThat(page.total()).isEqualTo(1);
        assertThat(page.reasons()).isEqualTo(Map.of("CORRUPT_IMAGE", 1, "MODEL_FAILED", 2));
    }

    @Test
    void findsTextWhateverItsCase() {
        add("Ward-3/7.png", "CORRUPT_IMAGE", Duration.ZERO);
        add("other", "CORRUPT_IMAGE", Duration.ZERO);

        assertThat(ids(page(searching(" ward-3 ")))).containsExactly("Ward-3/7.png");
        assertThat(ids(page(searching("images-0@0")))).containsExactly("Ward-3/7.png");
        assertThat(ids(page(searching("cut SHORT")))).hasSize(2);
        assertThat(ids(page(searching("nowhere")))).isEmpty();
    }

    @Test
    void leavesOutWhatWasRejectedLongAgo() {
        add("old", "CORRUPT_IMAGE", Duration.ofHours(2));
        add("new", "CORRUPT_IMAGE", Duration.ofMinutes(2));

        assertThat(ids(page(new LetterQuery(10, "", "", "", Optional.of(Duration.ofHours(1)), Optional.empty()))))
                .containsExactly("new");
    }

    @Test
    void tellsThoseThatWereResentFromTheOthers() {
        add("sent", "CORRUPT_IMAGE", Duration.ZERO);
        add("kept", "CORRUPT_IMAGE", Duration.ZERO);
        resent.add("sent");

        assertThat(ids(page(new LetterQuery(10, "", "", "", Optional.empty(), Optional.of(true)))))
                .containsExactly("sent");
        assertThat(ids(page(new LetterQuery(10, "", "", "", Optional.empty(), Optional.of(false)))))
                .containsExactly("kept");
        assertThat(ids(page(ALL))).hasSize(2);
    }

    private static LetterQuery after(LetterPage page) {
        return new LetterQuery(2, page.next().orElseThrow(), "", "", Optional.empty(), Optional.empty());
    }

    private static LetterQuery searching(String text) {
        return new LetterQuery(10, "", "", text, Optional.empty(), Optional.empty());
    }

    private LetterPage page(LetterQuery query) {
        return LetterPage.of(newestFirst, query, this::resent, NOW);
    }

    private Optional<ObjectNode> resent(IndexedOutcome letter) {
        return resent.contains(letter.id()) ? Optional.of(JsonNodeFactory.instance.objectNode()) : Optional.empty();
    }

    private static List<String> ids(LetterPage page) {
        return page.letters().stream().map(shown -> shown.letter().id()).toList();
    }

    private void add(String id, String reason, Duration ago) {
        long offset = newestFirst.size();
        Rejected rejected = new Rejected(
                new RecordPosition("dead", 0, offset),
                new RecordPosition("images", 0, offset),
                Optional.of(id),
                Optional.empty(),
                reason,
                "cut short",
                Optional.empty(),
                "north",
                Optional.of(NOW.minus(ago)),
                Optional.empty());
        IndexedOutcome outcome =
                new IndexedOutcome(id, new Mark("", "", "", Long.MIN_VALUE), rejected, "", 0, Optional.empty(), 10);
        newestFirst.push(new OutcomeIndex.Entry(offset + 1, new Cursor(new TreeMap<>(Map.of(0, offset + 1))), outcome));
    }
}
