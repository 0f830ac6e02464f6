package io.inferencestream.core.batch;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.ModelId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Watches predictors from outside: a native engine that hangs cannot be interrupted, only noticed. */
final class HangWatch implements AutoCloseable {
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
                probes.forEach(Probe::check);
                Thread.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** What one predictor is doing. The predictor's thread writes, the watch reads. */
    final class Probe {
        private record Call(List<RecordId> records, long sinceNanos) {}

        private volatile @Nullable Call call;
        private volatile @Nullable Call reported;

        void begin(List<RecordId> records) {
            call = new Call(records, ticker.getAsLong());
        }

        void end() {
            call = null;
        }

        private void check() {
            Call current = call;
            if (current == null || current.equals(reported)) {
                return;
            }
            if (ticker.getAsLong() - current.sinceNanos() > timeout.toNanos()) {
                reported = current;
                failures.hung(model, current.records(), timeout);
            }
        }
    }
}
