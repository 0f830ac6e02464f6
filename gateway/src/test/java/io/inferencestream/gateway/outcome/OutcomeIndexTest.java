package io.inferencestream.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.outcome.Rejected;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeIndexTest {
    private static final String TOPIC = "dead";

    private final OutcomeIndex index = new OutcomeIndex(3, 1_000);

    @Test
    void findsTheLatestOutcomeOfAnId() {
        index.add(rejected("a", 0, 0, 10));
        index.add(rejected("a", 0, 1, 10));

        assertThat(index.find("a").orElseThrow().outcome().position().offset()).isEqualTo(1);
    }

    @Test
    void forgetsTheOldestPastItsCount() {
        for (int offset = 0; offset < 5; offset++) {
            index.add(rejected("id" + offset, 0, offset, 10));
        }

        assertThat(index.find("id1")).isEmpty();
        assertThat(index.find("id2")).isPresent();
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.bytes()).isEqualTo(30);
        assertThat(index.first()).isEqualTo(3);
    }

    @Test
    void forgetsTheOldestPastItsBytes() {
        index.add(rejected("a", 0, 0, 600));
        index.add(rejected("b", 0, 1, 600));

        assertThat(index.find("a")).isEmpty();
        assertThat(index.bytes()).isEqualTo(600);
    }

    @Test
    void keepsALaterOutcomeOfAnIdWhoseEarlierOneIsForgotten() {
        index.add(rejected("a", 0, 0, 10));
        for (int offset = 1; offset < 4; offset++) {
            index.add(rejected("a", 0, offset, 10));
        }

        assertThat(index.find("a").orElseThrow().outcome().position().offset()).isEqualTo(3);
    }

    @Test
    void knowsWhetherWhatFollowsACursorIsForgotten() {
        index.begin(TOPIC, Map.of(0, 0L, 1, 0L));
        OutcomeIndex.Entry first = index.add(rejected("a", 0, 0, 10));
        for (int offset = 1; offset < 5; offset++) {
            index.add(rejected("id" + offset, 0, offset, 10));
        }

        assertThat(index.hasForgottenAfter(TOPIC, first.cursor())).isTrue();
        assertThat(index.hasForgottenAfter(TOPIC, index.after(3, 1).get(0).cursor()))
                .isFalse();
    }

    @Test
    void givesCursorsThatSpanPartitions() {
        index.add(rejected("a", 0, 7, 10));
        OutcomeIndex.Entry second = index.add(rejected("b", 1, 3, 10));

        assertThat(second.cursor()).hasToString("0.8-1.4");
        assertThat(Cursor.parse("0.8-1.4")).contains(new Cursor(new TreeMap<>(Map.of(0, 8L, 1, 4L))));
    }

    @Test
    void tellsWhatBecameOfADeadLetterThatWasResent() {
        index.add(rejected("a", 0, 9, Optional.of(new RecordPosition(TOPIC, 0, 7)), 10));

        assertThat(index.ofResent(new RecordPosition(TOPIC, 0, 7))).isPresent();
        assertThat(index.ofResent(new RecordPosition(TOPIC, 0, 8))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "0.", "-", "0.1-", "0.1-1", "9999999999.1", "0.99999999999999999999"})
    void readsNoCursorFromNonsense(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    private static IndexedOutcome rejected(String id, int partition, long offset, long bytes) {
        return rejected(id, partition, offset, Optional.empty(), bytes);
    }

    private static IndexedOutcome rejected(
            String id, int partition, long offset, Optional<RecordPosition> resentFrom, long bytes) {
        Rejected rejected = new Rejected(
                new RecordPosition(TOPIC, partition, offset),
                new RecordPosition("images", 0, 0),
                Optional.of(id),
                resentFrom,
                "CORRUPT_IMAGE",
                "",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
        return new IndexedOutcome(id, new Mark("", "", "", Long.MIN_VALUE), rejected, "", 0, Optional.empty(), bytes);
    }
}
