package io.inferencestream.chaos;

import io.inferencestream.chaos.feed.Feeder;
import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Sends a plan's specimens on a thread of its own, never far ahead of the stream: there must be work while things happen,
 * and things must happen to work.
 */
final class Feeding {
    private static final int LEAST_AHEAD = 600;

    private final Stage stage;
    private final Plan plan;
    private final BooleanSupplier isMoreWanted;
    private final long ahead;
    private final CompletableFuture<Void> end;
    private volatile boolean isGivenUp;
    private long sent;

    private Feeding(Stage stage, Plan plan, BooleanSupplier isMoreWanted) {
        this.stage = stage;
        this.plan = plan;
        this.isMoreWanted = isMoreWanted;
        this.ahead = Math.max(LEAST_AHEAD, plan.specimens().size() / 10);
        this.end = CompletableFuture.runAsync(this::feed);
    }

    /** @param isMoreWanted whether good images are to be sent when all the plan's have been */
    static Feeding begin(Stage stage, Plan plan, BooleanSupplier isMoreWanted) {
        return new Feeding(stage, plan, isMoreWanted);
    }

    private void feed() {
        Feeder feeder = stage.feeder();
        try {
            for (Specimen specimen : plan.specimens()) {
                send(feeder, specimen);
            }
            while (isMoreWanted.getAsBoolean() && !isGivenUp) {
                send(feeder, Specimen.GOOD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        feeder.flush();
    }

    private void send(Feeder feeder, Specimen specimen) throws InterruptedException {
        Progress progress = stage.progress();
        while (sent - progress.committed() > ahead && !isGivenUp) {
            Thread.sleep(5);
        }
        if (!isGivenUp) {
            feeder.send(specimen);
            sent++;
        }
    }

    /**
     * Waits until everything is sent, or the stream has come to a standstill.
     *
     * @throws IllegalStateException if the broker did not take a record
     */
    void awaitEnd() throws InterruptedException {
        while (!end.isDone() && !stage.hasStoodStill()) {
            Thread.sleep(100);
        }
        isGivenUp = true;
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("not everything could be sent", e.getCause());
        }
    }
}
