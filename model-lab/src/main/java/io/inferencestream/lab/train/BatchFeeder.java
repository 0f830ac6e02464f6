package io.inferencestream.lab.train;

import io.inferencestream.lab.data.LabelledImages;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a run's batches ahead of their use, on a thread of its own. What a batch holds depends on the seed and its step
 * alone, so that a resumed run sees what the whole run would have seen.
 *
 * <p>One thread takes. Closing frees what has not been taken.
 */
final class BatchFeeder implements AutoCloseable {
    private static final int AHEAD = 3;

    private final LabelledImages training;
    private final TrainingSettings settings;
    private final int perEpoch;
    private final int steps;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "batches");
        made.setDaemon(true);
        return made;
    });
    private final Deque<Future<Batch>> waiting = new ArrayDeque<>();
    private int next;
    private int epoch = -1; // of the feeding thread
    private int[] order = {}; // of the feeding thread

    /**
     * @param first step that is taken first
     * @param steps of the whole run
     */
    BatchFeeder(LabelledImages training, TrainingSettings settings, int first, int steps) {
        this.training = training;
        this.settings = settings;
        this.steps = steps;
        perEpoch = training.count() / settings.batchSize();
        next = first;
        while (waiting.size() < AHEAD && next < steps) {
            order();
        }
    }

    /** The next step's batch, which the caller closes. */
    Batch take() {
        Future<Batch> first = waiting.removeFirst();
        if (next < steps) {
            order();
        }
        return done(first);
    }

    private void order() {
        int step = next++;
        waiting.addLast(thread.submit(() -> batch(step)));
    }

    private Batch batch(int step) {
        if (step / perEpoch != epoch) {
            epoch = step / perEpoch;
            order = LabelledImages.shuffled(training.count(), Seeds.of(settings.seed(), Seeds.Use.ORDER, epoch));
        }
        int from = step % perEpoch * settings.batchSize();
        int[] positions = Arrays.copyOfRange(order, from, from + settings.batchSize());
        SplittableRandom random = Seeds.of(settings.seed(), Seeds.Use.AUGMENTATION, step);
        return Batch.of(training, positions, settings.augmentation(), random);
    }

    private static Batch done(Future<Batch> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a batch");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch cannot be made", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        for (Future<Batch> left : waiting) {
            done(left).close();
        }
    }
}
