package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches predictors from outside: a native engine that hangs cannot be interrupted, only noticed. Each batch that hangs
 * is reported once.
 */
final class HangWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangWatch.class);

    private final ModelId model;
    private final Duration timeout;
    private final EngineFailureListener failures;
    private final LongSupplier ticker;
    private final List<Probe> probes = new CopyOnWriteArrayList<>();
    private final Thread thread;

    HangWatch(ModelId model, Duration timeout, EngineFailureListener failures, LongSupplier ticker) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("predictTimeout must be above zero: " + timeout);
        }
        this.model = model;
        this.timeout = timeout;
        this.failures = failures;
        this.ticker = ticker;
        this.thread = new Thread(this::watch, "hang-watch-" + model);
        thread.setDaemon(true);
    }

    Probe newProbe() {
        Probe probe = new Probe();
        probes.add(probe);
        return probe;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        long pauseMillis = Math.max(1, Math.min(1_000, timeout.toMillis() / 4));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                check();
                Thread.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.atError().addKeyValue("model", model).setCause(e).log("The watch over hanging predictors has ended");
            failures.broken(model, e);
        }
    }

    /** Looks at every probe once. */
    void check() {
        probes.forEach(Probe::check);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** What one predictor is doing. The predictor's thread writes, the watch reads. */
    final class Probe {
        private volatile @Nullable Call call;

        void begin(List<RecordId> records) {
            call = new Call(records, ticker.getAsLong());
        }

        void end() {
            call = null;
        }

        private void check() {
            Call current = call;
            if (current != null
                    && ticker.getAsLong() - current.sinceNanos > timeout.toNanos()
                    && ++current.timesOverdue == 2) {
                failures.hung(model, current.records, timeout);
            }
        }
    }

    /**
     * A batch inside the engine. It must be found overdue twice: where the whole process stood still, the engine has
     * only just had its first chance to go on.
     */
    private static final class Call {
        private final List<RecordId> records;
        private final long sinceNanos;
        private int timesOverdue;

        private Call(List<RecordId> records, long sinceNanos) {
            this.records = records;
            this.sinceNanos = sinceNanos;
        }
    }
}
