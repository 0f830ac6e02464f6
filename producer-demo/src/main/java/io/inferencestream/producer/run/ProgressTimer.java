package io.inferencestream.producer.run;

import io.inferencestream.producer.account.Ledger;
import io.inferencestream.producer.report.Progress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Shows the ledger's state several times a second, from a thread of its own. */
final class ProgressTimer implements AutoCloseable {
    private static final long EVERY_MILLIS = 250;

    private final Ledger ledger;
    private final Progress progress;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private boolean started;

    ProgressTimer(Ledger ledger, Progress progress) {
        this.ledger = ledger;
        this.progress = progress;
    }

    void start() {
        started = true;
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(() -> progress.show(ledger.tally()), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows the state once more, if it was ever shown, and stops; nothing is shown after this returns. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (timer.awaitTermination(1, TimeUnit.SECONDS) && started) {
                progress.show(ledger.tally());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
