package io.inferencestream.core.batch;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.predict.LoadedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs everything that waits for one model through that model's predictors, in batches that grow by themselves under
 * load. Shared by all partitions of the process: partitions are for order, batches are for the device.
 *
 * <p>Work-conserving: a free predictor takes what is waiting, at once. A batch that the engine fails is halved until the
 * culprit is alone; the others get their predictions.
 *
 * <p>Thread-safe. Starts one thread per predictor, and one that watches for a predictor that hangs. Bounds nothing: its
 * caller bounds what is in flight.
 */
public final class MicroBatcher<T extends BatchItem> implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final LoadedModel model;
    private final BatchQueue<T> queue;
    private final ServiceRate rate;
    private final List<Thread> threads = new ArrayList<>();
    private final HangWatch watch;

    private MicroBatcher(LoadedModel model, BatchPolicy policy, LongSupplier ticker, HangWatch watch) {
        this.model = model;
        this.queue = new BatchQueue<>(policy, ticker);
        this.rate = new ServiceRate(model.predictors());
        this.watch = watch;
    }

    /**
     * Starts the model's predictors.
     *
     * @param model a warm model; stays the caller's to close, after this batcher
     * @param policy when a batch closes; its size at most the model's
     * @param predictTimeout after which a batch counts as hung; above zero
     * @param journal told what is inside the engine
     * @param failures told when the engine is beyond help
     * @param observer sees every batch
     * @param ticker nanoseconds, as {@link System#nanoTime}
     */
    public static <T extends BatchItem> MicroBatcher<T> start(
            LoadedModel model,
            BatchPolicy policy,
            Duration predictTimeout,
            CrashJournal journal,
            EngineFailureListener failures,
            BatchObserver observer,
            LongSupplier ticker) {
        if (policy.maxSize() > model.maxBatchSize()) {
            throw new IllegalArgumentException(
                    "maxSize must be at most the model's " + model.maxBatchSize() + ": " + policy.maxSize());
        }
        ModelId id = model.card().id();
        HangWatch watch = new HangWatch(id, predictTimeout, failures, ticker);
        MicroBatcher<T> batcher = new MicroBatcher<>(model, policy, ticker, watch);
        try {
            for (int i = 0; i < model.predictors(); i++) {
                EngineCall<T> call = new EngineCall<>(model, journal, watch.newProbe(), batcher.rate, ticker);
                batcher.startPredictor(call, failures, new BatchMeter(observer, id, i, ticker));
            }
        } catch (RuntimeException | Error e) {
            batcher.close();
            throw e;
        }
        watch.start();
        return batcher;
    }

    private void startPredictor(EngineCall<T> call, EngineFailureListener failures, BatchMeter meter) {
        PredictorLoop<T> loop = new PredictorLoop<>(meter.model(), queue, call, failures, meter);
        Thread thread = new Thread(loop, "predict-" + meter.model() + "-" + meter.predictor());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    public LoadedModel model() {
        return model;
    }

    /**
     * Hands over an image of the model's input shape. Never blocks for long; after {@link #close} the item is dropped.
     */
    public void submit(T item) {
        if (!queue.add(item)) {
            item.dropped();
        }
    }

    /** Until the matching {@link #relax}, no batch lingers: somebody waits for what is in flight. */
    public void hurry() {
        queue.hurry();
    }

    /** Ends one {@link #hurry}. */
    public void relax() {
        queue.relax();
    }

    /** Images a second that the predictors have lately managed together, or 0 before the first. */
    public double imagesPerSecond() {
        return rate.perSecond();
    }

    /** Images that wait for a predictor. */
    public int waiting() {
        return queue.size();
    }

    /** {@link #close(Duration)} within five seconds. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Stops. What waits is predicted as far as there is time, and dropped after; a predictor that does not come back is
     * given up.
     *
     * @param patience longest time to wait for the predictors
     * @return true if every predictor has ended; if not, the model must not be closed, for it is in use
     */
    public boolean close(Duration patience) {
        queue.close();
        boolean hasEnded = join(patience);
        queue.abandon().forEach(BatchItem::dropped);
        watch.close();
        return hasEnded;
    }

    private boolean join(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean hasEnded = true;
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
                hasEnded &= !thread.isAlive();
            }
            return hasEnded;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
