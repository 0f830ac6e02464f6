package io.inferencestream.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.predict.FakeModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MicroBatcherTest {
    private static final int HANGS = 99;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration PREDICT_TIMEOUT = Duration.ofSeconds(1);

    private final FailureLog failures = new FailureLog();
    private final ManualTicker ticker = new ManualTicker();
    private final List<ClosedBy> closings = new CopyOnWriteArrayList<>();
    private FakeModel model = FakeModel.named("fake").load();

    @AfterEach
    void letPredictorsGo() {
        model.close();
    }

    @Test
    void aFreePredictorTakesALoneImageAtOnce() {
        MicroBatcher<FakeItem> batcher = start(FakeModel.named("fake"), Duration.ZERO);
        FakeItem lone = new FakeItem(2);

        batcher.submit(lone);

        await().untilAsserted(() -> assertThat(lone.calls()).containsExactly("predicted 2"));
        await().untilAsserted(() -> assertThat(closings).containsExactly(ClosedBy.FREE_PREDICTOR));
    }

    @Test
    void whatComesWhileThePredictorIsBusyMakesTheNextBatch() {
        MicroBatcher<FakeItem> batcher = start(hanging().rememberingCalls(), Duration.ZERO);
        occupy(batcher, 1);
        List<FakeItem> items = FakeItem.many(5);
        items.forEach(batcher::submit);
        assertThat(batcher.waiting()).isEqualTo(5);

        model.release();

        await().untilAsserted(() -> assertThat(model.calls()).containsExactly(List.of(HANGS), List.of(0, 1, 2, 3, 4)));
    }

    @Test
    void predictorsWorkSideBySide() {
        MicroBatcher<FakeItem> batcher = start(hanging().predictors(2), Duration.ZERO);
        occupy(batcher, 1);

        FakeItem other = new FakeItem(1);
        batcher.submit(other);

        await().untilAsserted(() -> assertThat(other.calls()).containsExactly("predicted 1"));
    }

    @Test
    void somebodyWhoWaitsEndsTheLinger() {
        MicroBatcher<FakeItem> batcher = start(FakeModel.named("fake"), Duration.ofHours(1));
        FakeItem lone = new FakeItem(2, ticker.getAsLong());
        batcher.submit(lone);

        batcher.hurry();

        await().untilAsserted(() -> assertThat(lone.calls()).containsExactly("predicted 2"));
    }

    @Test
    void closePredictsWhatWaits() {
        MicroBatcher<FakeItem> batcher = start(FakeModel.named("fake"), Duration.ofHours(1));
        List<FakeItem> items = FakeItem.many(3);
        items.forEach(batcher::submit);

        batcher.close();

        assertThat(items)
                .extracting(item -> item.calls().toString())
                .containsExactly("[predicted 0]", "[predicted 1]", "[predicted 2]");
    }

    @Test
    void closeGivesUpOnAPredictorThatHangsAndDropsWhatWaits() {
        MicroBatcher<FakeItem> batcher = start(hanging(), Duration.ZERO);
        FakeItem stuck = occupy(batcher, 1);
        List<FakeItem> items = FakeItem.many(12);
        items.forEach(batcher::submit);

        boolean hasEnded = batcher.close(SHORT);

        assertThat(hasEnded).isFalse();
        assertThat(items).allSatisfy(item -> assertThat(item.calls()).containsExactly("dropped"));
        assertThat(stuck.calls()).isEmpty();
    }

    @Test
    void aPredictorThatComesBackAfterTheCloseStillSettlesItsBatch() {
        MicroBatcher<FakeItem> batcher = start(hanging(), Duration.ZERO);
        FakeItem stuck = occupy(batcher, 1);
        batcher.close(SHORT);

        model.release();

        await().untilAsserted(() -> assertThat(stuck.calls()).containsExactly("predicted 3"));
        assertThat(batcher.close(PREDICT_TIMEOUT)).isTrue();
    }

    @Test
    void whatIsSubmittedAfterTheCloseIsDropped() {
        MicroBatcher<FakeItem> batcher = start(FakeModel.named("fake"), Duration.ZERO);
        batcher.close();
        FakeItem late = new FakeItem(0);

        batcher.submit(late);

        assertThat(late.calls()).containsExactly("dropped");
    }

    @Test
    void onceAnEngineIsBrokenNothingWaitsForItAnyMore() {
        MicroBatcher<FakeItem> batcher = start(FakeModel.named("fake").throwsOn(shade -> shade == 7), Duration.ZERO);
        FakeItem fatal = new FakeItem(7);
        batcher.submit(fatal);
        await().untilAsserted(() -> assertThat(fatal.calls()).containsExactly("dropped"));
        FakeItem late = new FakeItem(0);

        await().until(() -> batcher.close(SHORT));
        batcher.submit(late);

        assertThat(late.calls()).containsExactly("dropped");
        assertThat(failures.broken()).hasSize(1);
    }

    @Test
    void namesTheRecordsOfABatchThatHangs() {
        MicroBatcher<FakeItem> batcher = start(hanging(), Duration.ZERO);
        FakeItem stuck = occupy(batcher, 1);

        ticker.advance(PREDICT_TIMEOUT.plusNanos(1));

        await().untilAsserted(() -> assertThat(failures.hung()).containsExactly(List.of(stuck.id())));
    }

    @Test
    void refusesBatchesLargerThanTheModelTakes() {
        BatchPolicy policy = new BatchPolicy(9, Duration.ZERO);

        assertThatThrownBy(() -> MicroBatcher.<FakeItem>start(
                        model, policy, PREDICT_TIMEOUT, CrashJournal.NONE, failures, BatchObserver.NONE, ticker))
                .hasMessage("maxSize must be at most the model's 8: 9");
    }

    private MicroBatcher<FakeItem> start(FakeModel.Builder builder, Duration linger) {
        model = builder.load();
        return MicroBatcher.start(
                model,
                new BatchPolicy(model.maxBatchSize(), linger),
                PREDICT_TIMEOUT,
                CrashJournal.NONE,
                failures,
                (id, predictor, closedBy, images, nanos) -> closings.add(closedBy),
                ticker);
    }

    private static FakeModel.Builder hanging() {
        return FakeModel.named("fake").hangsOn(shade -> shade == HANGS);
    }

    /** Sends a predictor into the engine, whence it returns when the model is released. */
    private FakeItem occupy(MicroBatcher<FakeItem> batcher, int batches) {
        FakeItem stuck = new FakeItem(HANGS);
        batcher.submit(stuck);
        await().until(() -> model.batches() == batches);
        return stuck;
    }
}
