package io.inferencestream.chaos.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.chaos.feed.Label;
import io.inferencestream.chaos.feed.Specimen;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proof can fail, in every way in which the stream could. */
final class JudgeTest {
    private static final int KEY = 1;
    private static final int RECORD = 2;
    private static final int RECORDS = 4;
    private static final int DAMAGED = 3;

    private final Judge exactlyOnce = new Judge(false);
    private final Judge atLeastOnce = new Judge(true);

    @BeforeEach
    void sendRecords() {
        for (Judge judge : new Judge[] {exactlyOnce, atLeastOnce}) {
            for (int number = 0; number < RECORDS; number++) {
                Specimen specimen = number == DAMAGED ? Specimen.TRUNCATED : Specimen.GOOD;
                judge.record(0, number, new Label(number, specimen), KEY, RECORD);
            }
        }
    }

    @Test
    void acceptsOneOutcomeOfEachInOrder() {
        predict(exactlyOnce, 0, 1, 2);
        reject(exactlyOnce, DAMAGED, "CORRUPT_IMAGE");

        Verdict verdict = exactlyOnce.verdict(RECORDS);

        assertThat(verdict).isEqualTo(new Verdict(4, 3, 1, 0, 0, 0, 0, 0, 0, java.util.List.of()));
        assertThat(verdict.holds(true)).isTrue();
    }

    @Test
    void findsWhatIsMissing() {
        predict(exactlyOnce, 0, 2);
        reject(exactlyOnce, DAMAGED, "CORRUPT_IMAGE");

        Verdict verdict = exactlyOnce.verdict(RECORDS);

        assertThat(verdict.missing()).isEqualTo(1);
        assertThat(verdict.holds(false)).isFalse();
        assertThat(verdict.findings()).singleElement().asString().contains("0@1", "no outcome");
    }

    @Test
    void findsWhatIsDoubledWhichOnlyAtLeastOnceMay() {
        predict(exactlyOnce, 0, 1, 1, 2);
        reject(exactlyOnce, DAMAGED, "CORRUPT_IMAGE");
        predict(atLeastOnce, 0, 1, 2, 1, 2);
        reject(atLeastOnce, DAMAGED, "CORRUPT_IMAGE");

        Verdict once = exactlyOnce.verdict(RECORDS);
        Verdict often = atLeastOnce.verdict(RECORDS);

        assertThat(once.doubled()).isEqualTo(1);
        assertThat(once.holds(true)).isFalse();
        assertThat(often.doubled()).isEqualTo(2);
        assertThat(often.holds(false)).isTrue();
    }

    @Test
    void findsAPredictionAndADeadLetterOfOneRecord() {
        predict(exactlyOnce, 0, 1, 2);
        reject(exactlyOnce, DAMAGED, "CORRUPT_IMAGE");
        reject(exactlyOnce, 2, "MODEL_FAILED");

        Verdict verdict = exactlyOnce.verdict(RECORDS);

        assertThat(verdict.doubled()).isEqualTo(1);
        assertThat(verdict.misjudged()).isEqualTo(1);
    }

    @Test
    void findsWhatIsOutOfOrder() {
        for (Judge judge : new Judge[] {exactlyOnce, atLeastOnce}) {
            predict(judge, 0, 2, 1);
            reject(judge, DAMAGED, "CORRUPT_IMAGE");

            Verdict verdict = judge.verdict(RECORDS);

            assertThat(verdict.reordered()).isEqualTo(1);
            assertThat(verdict.holds(true)).isFalse();
        }
    }

    @Test
    void findsAnotherReasonAndAnotherImagesPrediction() {
        predict(exactlyOnce, 0, 1);
        exactlyOnce.outcome("predictions-0", new SeenOutcome(0, 2, Optional.empty(), Judge.claim("image-1", 1), KEY));
        reject(exactlyOnce, DAMAGED, "MODEL_FAILED");

        Verdict verdict = exactlyOnce.verdict(RECORDS);

        assertThat(verdict.misjudged()).isEqualTo(2);
        assertThat(verdict.holds(true)).isFalse();
    }

    @Test
    void findsADeadLetterThatIsNotTheRecordAsItWas() {
        predict(exactlyOnce, 0, 1, 2);
        exactlyOnce.outcome("dead-0", new SeenOutcome(0, DAMAGED, Optional.of("CORRUPT_IMAGE"), "", RECORD + 1));

        Verdict verdict = exactlyOnce.verdict(RECORDS);

        assertThat(verdict.altered()).isEqualTo(1);
        assertThat(verdict.holds(true)).isFalse();
    }

    @Test
    void findsOutcomesOfNoRecordAndRecordsThatTheBrokerLost() {
        predict(exactlyOnce, 0, 1, 2);
        reject(exactlyOnce, DAMAGED, "CORRUPT_IMAGE");
        exactlyOnce.outcome("predictions-0", new SeenOutcome(0, 9, Optional.empty(), "", KEY));

        Verdict verdict = exactlyOnce.verdict(RECORDS + 1);

        assertThat(verdict.strangers()).isEqualTo(2);
        assertThat(verdict.holds(true)).isFalse();
    }

    private static void predict(Judge judge, long... offsets) {
        for (long offset : offsets) {
            String claim = Judge.claim("image-" + offset, (int) offset % Label.CLASSES);
            judge.outcome("predictions-0", new SeenOutcome(0, offset, Optional.empty(), claim, KEY));
        }
    }

    private static void reject(Judge judge, long offset, String reason) {
        judge.outcome("dead-letters-0", new SeenOutcome(0, offset, Optional.of(reason), "", RECORD));
    }
}
