package io.inferencestream.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.FakeModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop is run on the test's own thread, over a queue that is closed already. */
class PredictorLoopTest {
    private final FailureLog failures = new FailureLog();
    private final JournalLog journal = new JournalLog();
    private final ServiceRate rate = new ServiceRate(1);
    private final List<String> observed = new ArrayList<>();

    @Test
    void givesEveryItemItsOwnRow() {
        List<FakeItem> items = FakeItem.many(4);

        run(FakeModel.named("fake").load(), items);

        assertThat(items)
                .extracting(FakeItem::calls)
                .containsExactly(
                        List.of("predicted 0"), List.of("predicted 1"), List.of("predicted 2"), List.of("predicted 3"));
    }

    @Test
    void rejectsOnlyTheRecordThatFailsTheModel() {
        List<FakeItem> items = FakeItem.many(8);

        run(FakeModel.named("fake").failsOn(shade -> shade == 5).load(), items);

        assertThat(items)
                .allSatisfy(item -> assertThat(item.calls())
                        .containsExactly(item == items.get(5) ? "failed" : "predicted " + items.indexOf(item) % 4));
        assertThat(failures.broken()).isEmpty();
    }

    @Test
    void halvesABatchFromLeftToRightUntilTheCulpritIsAlone() {
        FakeModel model = FakeModel.named("fake")
                .rememberingCalls()
                .failsOn(shade -> shade == 5)
                .load();

        run(model, FakeItem.many(8));

        assertThat(model.calls())
                .containsExactly(
                        List.of(0, 1, 2, 3, 4, 5, 6, 7),
                        List.of(0, 1, 2, 3),
                        List.of(4, 5, 6, 7),
                        List.of(4, 5),
                        List.of(4),
                        List.of(5),
                        List.of(6, 7));
        assertThat(model.selfTests()).isEqualTo(1);
    }

    @Test
    void oneBadImageAmongManyCostsTwoCallsForEachHalving() {
        FakeModel model = FakeModel.named("fake")
                .maxBatchSize(256)
                .failsOn(shade -> shade == 77)
                .load();

        run(model, FakeItem.many(256));

        assertThat(model.batches()).isEqualTo(1 + 2 * 8);
    }

    @Test
    void everyCulpritOfABatchIsFound() {
        List<FakeItem> items = FakeItem.many(7);

        run(FakeModel.named("fake").failsOn(shade -> shade % 3 == 0).load(), items);

        assertThat(items)
                .extracting(item -> item.calls().toString())
                .containsExactly(
                        "[failed]",
                        "[predicted 1]",
                        "[predicted 2]",
                        "[failed]",
                        "[predicted 0]",
                        "[predicted 1]",
                        "[failed]");
    }

    @Test
    void anEngineThatFailsItsOwnTestIsBrokenAndNobodyIsRejected() {
        FakeModel model = FakeModel.named("fake").load();
        model.breakDown();
        List<FakeItem> items = FakeItem.many(20);

        run(model, items);

        assertThat(items).allSatisfy(item -> assertThat(item.calls()).containsExactly("dropped"));
        assertThat(failures.broken()).singleElement().isInstanceOf(EngineException.class);
    }

    @Test
    void whatWasSettledBeforeTheEngineBrokeStaysSettled() {
        List<FakeItem> items = FakeItem.many(12);
        FakeModel model = FakeModel.named("fake").throwsOn(shade -> shade == 10).load();

        run(model, items);

        assertThat(items.subList(0, 8))
                .allSatisfy(item ->
                        assertThat(item.calls()).singleElement().asString().startsWith("predicted"));
        assertThat(items.subList(8, 12))
                .allSatisfy(item -> assertThat(item.calls()).containsExactly("dropped"));
        assertThat(failures.broken()).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anItemThatThrowsIsToldOnceAndTheRestIsDropped() {
        List<FakeItem> items = FakeItem.many(4);
        items.get(1).throwWhenTold();

        run(FakeModel.named("fake").load(), items);

        assertThat(items)
                .extracting(FakeItem::calls)
                .containsExactly(
                        List.of("predicted 0"), List.of("predicted 1"), List.of("dropped"), List.of("dropped"));
        assertThat(failures.broken()).hasSize(1);
    }

    @Test
    void cancelledItemsAreDroppedAndNeverReachTheEngine() {
        FakeModel model = FakeModel.named("fake").rememberingCalls().load();
        List<FakeItem> items = FakeItem.many(4);
        items.get(0).cancel();
        items.get(2).cancel();

        run(model, items);

        assertThat(model.calls()).containsExactly(List.of(1, 3));
        assertThat(items)
                .extracting(FakeItem::calls)
                .containsExactly(
                        List.of("dropped"), List.of("predicted 1"), List.of("dropped"), List.of("predicted 3"));
    }

    @Test
    void aBatchThatIsCancelledWhollyCostsNoCall() {
        FakeModel model = FakeModel.named("fake").load();
        List<FakeItem> items = FakeItem.many(3);
        items.forEach(FakeItem::cancel);

        run(model, items);

        assertThat(model.batches()).isZero();
        assertThat(observed).containsExactly("CLOSE 0");
    }

    @Test
    void theJournalForgetsWhatTheEngineAnsweredOrRefused() {
        run(FakeModel.named("fake").failsOn(shade -> shade == 1).load(), FakeItem.many(2));

        assertThat(journal.begun).isEqualTo(List.of("0 1", "0", "1", "1"));
        assertThat(journal.inside).isEmpty();
    }

    @Test
    void theJournalKeepsTheSuspectsOfAnEngineThatBroke() {
        run(FakeModel.named("fake").throwsOn(shade -> shade == 1).load(), FakeItem.many(3));

        assertThat(journal.inside).extracting(RecordId::offset).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theJournalKeepsTheImageAfterWhichTheEngineFailedItsOwnTest() {
        FakeModel model = FakeModel.named("fake").load();
        model.breakDown();

        run(model, FakeItem.many(2));

        assertThat(journal.inside).extracting(RecordId::offset).containsExactly(0L);
    }

    @Test
    void tellsTheObserverWhyEachBatchClosedAndHowManyImagesItHad() {
        List<FakeItem> items = FakeItem.many(11);
        items.get(3).cancel();

        run(FakeModel.named("fake").load(), items);

        assertThat(observed).containsExactly("FULL 7", "CLOSE 3");
    }

    @Test
    void timeSpentInVainLowersTheRate() {
        FakeModel model = FakeModel.named("fake").failsOn(shade -> true).load();

        run(model, FakeItem.many(4));

        assertThat(rate.perSecond()).isZero();
    }

    private void run(FakeModel model, List<FakeItem> items) {
        ManualTicker ticker = new ManualTicker();
        BatchQueue<FakeItem> queue = new BatchQueue<>(new BatchPolicy(model.maxBatchSize(), Duration.ZERO), ticker);
        items.forEach(queue::add);
        queue.close();
        HangWatch watch = new HangWatch(model.card().id(), Duration.ofSeconds(1), failures, ticker);
        EngineCall<FakeItem> call = new EngineCall<>(model, journal, watch.newProbe(), rate, ticker);
        BatchObserver observer = (id, predictor, closedBy, images, nanos) -> observed.add(closedBy + " " + images);
        new PredictorLoop<>(
                        model.card().id(),
                        queue,
                        call,
                        failures,
                        new BatchMeter(observer, model.card().id(), 0, ticker))
                .run();
    }

    /** Remembers what is inside the engine, and what was. */
    private static final class JournalLog implements CrashJournal {
        private final List<String> begun = new ArrayList<>();
        private List<RecordId> inside = List.of();

        @Override
        public int openSlot() {
            return 0;
        }

        @Override
        public void begin(int slot, List<RecordId> records) {
            inside = List.copyOf(records);
            List<String> offsets =
                    records.stream().map(id -> String.valueOf(id.offset())).toList();
            begun.add(String.join(" ", offsets));
        }

        @Override
        public void end(int slot) {
            inside = List.of();
        }
    }
}
