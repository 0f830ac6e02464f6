package io.inferencestream.producer.account;

import static io.inferencestream.producer.account.TestOutcomes.answered;
import static io.inferencestream.producer.account.TestOutcomes.predicted;
import static io.inferencestream.producer.account.TestOutcomes.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.event.Box;
import io.inferencestream.event.Detection;
import io.inferencestream.event.NamedValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Duration BRIEFLY = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Ledger ledger = new Ledger(true);

    @Test
    void accountsForImagesThatArePredictedOrRejected() {
        send(0, 10, "a", null);
        send(1, 10, "b", null);

        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        ledger.outcome(rejected(1, 10, "CORRUPT_IMAGE"), millis(5));

        assertThat(ledger.tally().predicted()).isEqualTo(1);
        assertThat(ledger.tally().rejections()).containsExactly(java.util.Map.entry("CORRUPT_IMAGE", 1L));
        assertThat(ledger.tally().unaccounted()).isZero();
        assertThat(ledger.unaccounted()).isEmpty();
    }

    @Test
    void isSettledOnlyOnceAllAreSentAndAnswered() {
        send(0, 10, "a", null);
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        assertThat(ledger.isSettled()).isFalse();

        ledger.allSent();

        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void namesTheImagesWithoutOutcome() {
        send(0, 10, "a", null);
        send(0, 11, "b", null);
        send(2, 7, "c", null);
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));

        assertThat(ledger.tally().unaccounted()).isEqualTo(2);
        assertThat(ledger.unaccounted()).containsExactly("b (0@11)", "c (2@7)");
    }

    @Test
    void countsASecondOutcomeAsADuplicateAndNothingElse() {
        send(0, 10, "a", "bag");
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));

        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        ledger.outcome(rejected(0, 10, "MODEL_FAILED"), millis(9));

        assertThat(ledger.tally().faults().duplicates()).isEqualTo(2);
        assertThat(ledger.tally().predicted()).isEqualTo(1);
        assertThat(ledger.tally().rejected()).isZero();
        assertThat(ledger.tally().accuracy()).isEqualTo(new Tally.Accuracy(1, 1));
        assertThat(ledger.duplicates()).containsExactly("a (0@10)", "MODEL_FAILED (0@10)");
    }

    @Test
    void takesAnOutcomeThatComesBeforeTheAcknowledgement() {
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        send(0, 10, "a", "bag");
        ledger.allSent();

        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.tally().accuracy()).isEqualTo(new Tally.Accuracy(1, 1));
    }

    @Test
    void seesTheDuplicateOfAnOutcomeThatCameEarly() {
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        send(0, 10, "a", null);
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));

        assertThat(ledger.tally().predicted()).isEqualTo(1);
        assertThat(ledger.tally().faults().duplicates()).isEqualTo(2);
    }

    @Test
    void leavesAsideTheImagesOfOthers() {
        send(0, 10, "a", null);
        ledger.outcome(predicted(0, 5, "x", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 11, "y", "bag", 1), millis(5));
        send(0, 12, "b", null);
        ledger.outcome(predicted(0, 11, "y", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 12, "b", "bag", 1), millis(5));
        ledger.allSent();

        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.tally().predicted()).isEqualTo(2);
        assertThat(ledger.tally().faults().none()).isTrue();
    }

    @Test
    void countsAPredictionThatCarriesAnotherImagesId() {
        send(0, 10, "a", null);
        ledger.sent(0, 11, new SentImage("b", false, null, 0), 0);

        ledger.outcome(predicted(0, 10, "b", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 11, "images-0@11", "bag", 1), millis(5));

        assertThat(ledger.tally().faults().mixedUp()).isEqualTo(1);
    }

    @Test
    void measuresAccuracyOverLabelledPredictionsOnly() {
        send(0, 1, "a", "bag");
        send(0, 2, "b", "bag");
        send(0, 3, "c", null);
        send(0, 4, "d", "bag");
        ledger.outcome(predicted(0, 1, "a", "bag", 1), millis(5));
        ledger.outcome(predicted(0, 2, "b", "coat", 1), millis(5));
        ledger.outcome(predicted(0, 3, "c", "bag", 1), millis(5));
        ledger.outcome(rejected(0, 4, "CORRUPT_IMAGE"), 0);

        assertThat(ledger.tally().accuracy()).isEqualTo(new Tally.Accuracy(2, 1));
        assertThat(ledger.tally().accuracy().ratio()).isEqualTo(0.5);
    }

    @Test
    void sumsUpAnswersThatAreNoClassesAndMeasuresNoAccuracyOnThem() {
        send(0, 1, "a", "bag");
        send(0, 2, "b", "bag");
        send(0, 3, "c", "bag");
        send(0, 4, "d", "bag");
        Detection found = new Detection("bag", 0, 0.5f, new Box(0f, 0f, 1f, 1f), List.of());

        ledger.outcome(answered(1, "a", "detection", event -> event.setDetections(List.of(found, found))), 0);
        ledger.outcome(answered(2, "b", "detection", event -> event.setDetections(List.of())), 0);
        ledger.outcome(
                answered(3, "c", "regression", event -> event.setValues(List.of(new NamedValue("age", 4f, "a")))), 0);
        ledger.outcome(answered(4, "d", "segmentation", event -> {}), 0);

        assertThat(ledger.tally().accuracy()).isEqualTo(new Tally.Accuracy(0, 0));
        assertThat(ledger.tally().answers())
                .isEqualTo(new Answers(
                        Map.of("detection", 2L, "regression", 1L, "segmentation", 1L),
                        Map.of("bag", 2L),
                        1,
                        Map.of(),
                        Map.of("age", new Answers.Spread(1, 4, 4, 4, "a"))));
    }

    @Test
    void averagesBatchSizesOverBatchesNotOverImages() {
        for (int offset = 0; offset < 10; offset++) {
            send(0, offset, "i" + offset, null);
            ledger.outcome(predicted(0, offset, "i" + offset, "bag", offset < 9 ? 9 : 1), millis(5));
        }

        assertThat(ledger.tally().meanBatch()).isEqualTo(5, within(1e-9));
    }

    @Test
    void measuresLatencyFromTheMomentAnImageWasDue() {
        for (int i = 0; i < 100; i++) {
            ledger.sent(0, i, new SentImage("i" + i, false, null, millis(1_000)), millis(5_000));
            ledger.outcome(rejected(0, i, "CORRUPT_IMAGE"), millis(1_000 + 10 * (i + 1)));
        }

        Tally.Latency latency = ledger.tally().latency();
        assertThat(latency.p50()).isEqualTo(500, within(1.0));
        assertThat(latency.p95()).isEqualTo(950, within(1.0));
        assertThat(latency.p99()).isEqualTo(990, within(1.0));
        assertThat(latency.max()).isEqualTo(1_000, within(1.0));
    }

    @Test
    void countsOutcomesPerSecondFromTheFirstSending() {
        ledger.sending(millis(1_000));
        for (int i = 0; i < 100; i++) {
            send(0, i, "i" + i, null);
            ledger.outcome(rejected(0, i, "CORRUPT_IMAGE"), millis(3_000));
        }

        assertThat(ledger.tally().imagesPerSecond()).isEqualTo(50, within(1e-6));
    }

    @Test
    void waitsForTheLastOutcomeAndNoLonger() throws Exception {
        send(0, 10, "a", null);
        ledger.allSent();
        Thread stream = new Thread(() -> ledger.outcome(predicted(0, 10, "a", "bag", 1), millis(5)));

        stream.start();

        assertThat(ledger.awaitSettled(LONG)).isTrue();
        stream.join();
    }

    @Test
    void losesPatienceWhenNothingComes() throws Exception {
        send(0, 10, "a", null);
        ledger.allSent();

        assertThat(ledger.awaitSettled(BRIEFLY)).isFalse();
    }

    @Test
    void stopsWaitingWhenGivenUp() throws Exception {
        send(0, 10, "a", null);
        ledger.allSent();
        ledger.giveUp();

        assertThat(ledger.awaitSettled(LONG)).isFalse();
    }

    @Test
    void keepsNothingOfAnImageWhenNoOutcomeIsAwaited() {
        Ledger sendingOnly = new Ledger(false);
        sendingOnly.sent(0, 10, new SentImage("a", true, null, 0), 0);
        sendingOnly.allSent();

        assertThat(sendingOnly.isSettled()).isTrue();
        assertThat(sendingOnly.tally().sending().sent()).isEqualTo(1);
    }

    @Test
    void staysRightWhateverTheOrderOfAcknowledgementsAndOutcomes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] sent = new long[4];
        long[] answered = new long[4];
        long duplicates = 0;
        for (int step = 0; step < 50_000; step++) {
            int partition = random.nextInt(4);
            if (random.nextBoolean()) {
                send(partition, 100 + sent[partition]++, "i", null);
            } else if (answered[partition] < sent[partition] + 3) {
                ledger.outcome(predicted(partition, 100 + answered[partition]++, "i", "bag", 1), millis(5));
            }
            if (answered[partition] > 0 && random.nextInt(50) == 0) {
                ledger.outcome(predicted(partition, 100 + answered[partition] - 1, "i", "bag", 1), millis(5));
                duplicates++;
            }
        }

        long accounted = 0;
        for (int partition = 0; partition < 4; partition++) {
            accounted += Math.min(sent[partition], answered[partition]);
        }
        assertThat(ledger.tally().predicted()).as("seed %d", seed).isEqualTo(accounted);
        assertThat(ledger.tally().faults().duplicates()).as("seed %d", seed).isEqualTo(duplicates);
    }

    private void send(int partition, long offset, String id, @Nullable String label) {
        ledger.sent(partition, offset, new SentImage(id, true, label, 0), 0);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
