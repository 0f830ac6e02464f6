package io.inferencestream.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BatchQueueTest {
    private static final Duration LINGER = Duration.ofMillis(5);

    private final ManualTicker ticker = new ManualTicker();

    @Test
    void aFreePredictorTakesWhatIsWaitingAtOnce() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, Duration.ZERO);
        FakeItem lone = newItem(0);
        queue.add(lone);

        Batch<FakeItem> batch = queue.take();

        assertThat(batch.items()).containsExactly(lone);
        assertThat(batch.closedBy()).isEqualTo(ClosedBy.FREE_PREDICTOR);
    }

    @Test
    void takesNoMoreThanTheLargestBatchAndLeavesTheRestInOrder() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, Duration.ZERO);
        List<FakeItem> items = FakeItem.many(6);
        items.forEach(queue::add);

        Batch<FakeItem> first = queue.take();
        Batch<FakeItem> second = queue.take();

        assertThat(first.items()).isEqualTo(items.subList(0, 4));
        assertThat(first.closedBy()).isEqualTo(ClosedBy.FULL);
        assertThat(second.items()).isEqualTo(items.subList(4, 6));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "11, 11", "12, 12", "13, 12", "14, 12", "15, 15", "19, 18", "20, 20", "21, 20"})
    void beyondFourOfItsStepsABatchHoldsAMultipleOfItUnlessItIsFull(int waiting, int taken)
            throws InterruptedException {
        BatchQueue<FakeItem> queue = new BatchQueue<>(new BatchPolicy(20, 3, Duration.ZERO), ticker);
        List<FakeItem> items = FakeItem.many(waiting);
        items.forEach(queue::add);

        assertThat(queue.take().items()).isEqualTo(items.subList(0, taken));
        assertThat(queue.size()).isEqualTo(waiting - taken);
    }

    @Test
    void whatAStepLeavesOverGoesIntoTheNextBatchEvenWhenHurriedOrClosed() throws InterruptedException {
        BatchQueue<FakeItem> queue = new BatchQueue<>(new BatchPolicy(20, 3, LINGER), ticker);
        List<FakeItem> items = FakeItem.many(14);
        items.forEach(queue::add);
        queue.hurry();

        assertThat(queue.take().items()).isEqualTo(items.subList(0, 12));
        assertThat(queue.take().items()).isEqualTo(items.subList(12, 14));

        queue.relax();
        items.forEach(queue::add);
        queue.close();

        assertThat(queue.take().items()).isEqualTo(items.subList(0, 12));
        assertThat(queue.take().items()).isEqualTo(items.subList(12, 14));
        assertThat(queue.take().items()).isEmpty();
    }

    @Test
    void closesOnceTheOldestItemHasLingered() {
        BatchQueue<FakeItem> queue = queue(4, LINGER);
        queue.add(newItem(0));
        Taker taker = new Taker(queue);
        awaitLingering(taker);
        ticker.advance(LINGER.dividedBy(2));
        queue.add(newItem(1));
        awaitLingering(taker);

        ticker.advance(LINGER.dividedBy(2));

        Batch<FakeItem> batch = taker.batch();
        assertThat(batch.items()).hasSize(2);
        assertThat(batch.closedBy()).isEqualTo(ClosedBy.LINGER);
    }

    @Test
    void aFullBatchDoesNotLinger() {
        BatchQueue<FakeItem> queue = queue(2, LINGER);
        queue.add(newItem(0));
        Taker taker = new Taker(queue);
        awaitLingering(taker);

        queue.add(newItem(1));

        assertThat(taker.batch().closedBy()).isEqualTo(ClosedBy.FULL);
    }

    @Test
    void anItemWakesTheOnlyIdlePredictor() {
        BatchQueue<FakeItem> queue = queue(4, Duration.ZERO);
        Taker taker = new Taker(queue);
        await().until(taker::isIdle);

        queue.add(newItem(0));

        assertThat(taker.batch().items()).hasSize(1);
    }

    @Test
    void anItemThatNeitherBeginsABatchNorFillsItWakesNobody() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, Duration.ofHours(1));
        queue.add(newItem(0));
        Taker taker = new Taker(queue);
        awaitLingering(taker);
        FakeItem second = newItem(1);
        FakeItem third = newItem(2);
        long reads = ticker.reads();

        queue.add(second);
        queue.add(third);

        Thread.sleep(100);
        assertThat(ticker.reads()).isEqualTo(reads);
        queue.add(newItem(3));
        assertThat(taker.batch().closedBy()).isEqualTo(ClosedBy.FULL);
    }

    @Test
    void hurryClosesABatchThatLingers() {
        BatchQueue<FakeItem> queue = queue(4, Duration.ofHours(1));
        queue.add(newItem(0));
        Taker taker = new Taker(queue);
        awaitLingering(taker);

        queue.hurry();

        assertThat(taker.batch().closedBy()).isEqualTo(ClosedBy.HURRY);
    }

    @Test
    void lingersAgainOnlyOnceEverybodyWhoHurriedHasRelaxed() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, LINGER);
        queue.hurry();
        queue.hurry();
        queue.relax();
        queue.add(newItem(0));
        assertThat(queue.take().closedBy()).isEqualTo(ClosedBy.HURRY);

        queue.relax();

        queue.add(newItem(1));
        Taker taker = new Taker(queue);
        awaitLingering(taker);
        queue.close();
        assertThat(taker.batch().closedBy()).isEqualTo(ClosedBy.CLOSE);
    }

    @Test
    void everyIdlePredictorIsWokenForABatchOfItsOwn() {
        BatchQueue<FakeItem> queue = queue(1, Duration.ZERO);
        List<Taker> takers = List.of(new Taker(queue), new Taker(queue), new Taker(queue));
        takers.forEach(taker -> await().until(taker::isIdle));

        FakeItem.many(3).forEach(queue::add);

        assertThat(takers).allSatisfy(taker -> assertThat(taker.batch().items()).hasSize(1));
    }

    @Test
    void whatAFullBatchLeavesLingersForTheNextPredictor() {
        BatchQueue<FakeItem> queue = queue(2, Duration.ofHours(1));
        List<Taker> takers = List.of(new Taker(queue), new Taker(queue));
        takers.forEach(taker -> await().until(taker::isIdle));
        for (int shade = 0; shade < 3; shade++) {
            queue.add(newItem(shade));
        }
        await().until(() -> queue.size() == 1);

        queue.hurry();

        assertThat(takers)
                .extracting(taker -> taker.batch().closedBy())
                .containsExactlyInAnyOrder(ClosedBy.FULL, ClosedBy.HURRY);
    }

    @Test
    void whatWaitsAtTheCloseIsStillTakenAndThenNothing() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, Duration.ofHours(1));
        queue.add(newItem(0));

        queue.close();

        assertThat(queue.take().items()).hasSize(1);
        assertThat(queue.take().items()).isEmpty();
        assertThat(queue.add(newItem(1))).isFalse();
        assertThat(queue.size()).isZero();
    }

    @Test
    void closeSendsEveryIdlePredictorHome() {
        BatchQueue<FakeItem> queue = queue(4, Duration.ZERO);
        List<Taker> takers = List.of(new Taker(queue), new Taker(queue), new Taker(queue));
        takers.forEach(taker -> await().until(taker::isIdle));

        queue.close();

        assertThat(takers).allSatisfy(taker -> assertThat(taker.batch().items()).isEmpty());
    }

    @Test
    void abandonHandsOutWhatWaitsAndClosesForGood() throws InterruptedException {
        BatchQueue<FakeItem> queue = queue(4, Duration.ZERO);
        List<FakeItem> items = FakeItem.many(6);
        items.forEach(queue::add);

        List<FakeItem> left = queue.abandon();

        assertThat(left).isEqualTo(items);
        assertThat(queue.take().items()).isEmpty();
        assertThat(queue.add(newItem(7))).isFalse();
    }

    @Test
    void everyItemIsTakenOnceHoweverManyAddAndTake() throws InterruptedException {
        BatchQueue<FakeItem> queue = new BatchQueue<>(new BatchPolicy(7, Duration.ofNanos(50_000)), System::nanoTime);
        ConcurrentLinkedQueue<FakeItem> taken = new ConcurrentLinkedQueue<>();
        List<Thread> takers = new ArrayList<>();
        List<Thread> adders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(started(() -> takeAll(queue, taken)));
            adders.add(started(() -> {
                for (int n = 0; n < 5_000; n++) {
                    queue.add(new FakeItem(0, System.nanoTime()));
                }
            }));
        }

        for (Thread adder : adders) {
            adder.join();
        }
        queue.close();
        for (Thread taker : takers) {
            taker.join();
        }

        assertThat(taken).hasSize(15_000).doesNotHaveDuplicates();
    }

    @Test
    void noItemIsForgottenWhileAPredictorIsFree() {
        BatchQueue<FakeItem> queue = new BatchQueue<>(new BatchPolicy(3, Duration.ZERO), System::nanoTime);
        ConcurrentLinkedQueue<FakeItem> taken = new ConcurrentLinkedQueue<>();
        List<Thread> takers = List.of(started(() -> takeAll(queue, taken)), started(() -> takeAll(queue, taken)));

        for (int added = 0; added < 5_000; added += 5) {
            FakeItem.many(5).forEach(queue::add);
            int all = added + 5;
            await().pollInterval(Duration.ofNanos(20_000)).until(() -> taken.size() == all);
        }

        queue.close();
        await().until(() -> takers.stream().noneMatch(Thread::isAlive));
    }

    private static void takeAll(BatchQueue<FakeItem> queue, ConcurrentLinkedQueue<FakeItem> taken) {
        try {
            for (Batch<FakeItem> batch = queue.take(); !batch.items().isEmpty(); batch = queue.take()) {
                taken.addAll(batch.items());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private BatchQueue<FakeItem> queue(int maxSize, Duration linger) {
        return new BatchQueue<>(new BatchPolicy(maxSize, linger), ticker);
    }

    private FakeItem newItem(int shade) {
        return new FakeItem(shade, ticker.getAsLong());
    }

    /** Waits until the taker has seen an item and waits on for company: from then on it looks again by itself. */
    private static void awaitLingering(Taker taker) {
        await().until(() -> taker.thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(taker.batch).isNotDone();
    }

    /** A predictor's thread that takes one batch. */
    private static final class Taker {
        private final CompletableFuture<Batch<FakeItem>> batch = new CompletableFuture<>();
        private final Thread thread;

        private Taker(BatchQueue<FakeItem> queue) {
            thread = started(() -> {
                try {
                    batch.complete(queue.take());
                } catch (InterruptedException e) {
                    batch.completeExceptionally(e);
                }
            });
        }

        private boolean isIdle() {
            return thread.getState() == Thread.State.WAITING;
        }

        private Batch<FakeItem> batch() {
            return batch.join();
        }
    }
}
