package io.inferencestream.lab.train;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run from a checkpoint to its end. Not thread-safe. */
final class TrainingRun {
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final TrainingGraph graph;
    private final int perEpoch;
    private final int steps;
    private final CosineSchedule schedule;
    private final @Nullable CheckpointFile file;
    private final List<EpochReport> history;
    private Weights best;
    private int step;
    private double lossSum;
    private long epochNanos;

    /** What validation says of an epoch's weights. */
    record Validation(double accuracy, double auc, double loss) {}

    TrainingRun(
            TrainingSettings settings,
            TrainingListener listener,
            TrainingGraph graph,
            int perEpoch,
            Checkpoint begin,
            @Nullable CheckpointFile file) {
        this.settings = settings;
        this.listener = listener;
        this.graph = graph;
        this.perEpoch = perEpoch;
        this.file = file;
        steps = perEpoch * settings.epochs();
        schedule = new CosineSchedule(settings.learningRate(), (int) (steps * settings.warmUp()), steps);
        history = new ArrayList<>(begin.history());
        best = begin.best();
        step = begin.step();
        lossSum = begin.lossSum();
        epochNanos = begin.epochNanos();
    }

    /** Weights of the best epoch. */
    Weights best() {
        return best;
    }

    List<EpochReport> toTheEnd(LabelledImages training, Function<Weights, Validation> validate) {
        try (BatchFeeder feeder = new BatchFeeder(training, settings, step, steps)) {
            while (step < steps && !hasStalled()) {
                advance(feeder);
                if (step % perEpoch == 0) {
                    finishEpoch(validate);
                    save();
                } else if (file != null && file.isDue(step)) {
                    save();
                }
            }
        }
        return history;
    }

    private void advance(BatchFeeder feeder) {
        long startedAtNanos = System.nanoTime();
        int dropSeed = Seeds.of(settings.seed(), Seeds.Use.DROPOUT, step).nextInt();
        float loss;
        try (Batch batch = feeder.take()) {
            loss = graph.step(batch, step, schedule.rate(step), dropSeed);
        }
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("training diverged at step " + step + ", loss: " + loss);
        }
        step++;
        lossSum += loss;
        epochNanos += System.nanoTime() - startedAtNanos;
        listener.stepped(step, steps, loss);
    }

    private void finishEpoch(Function<Weights, Validation> validate) {
        Weights weights = graph.weights();
        Validation validation = validate.apply(weights);
        EpochReport report = new EpochReport(
                step / perEpoch,
                settings.epochs(),
                lossSum / perEpoch,
                validation.accuracy(),
                validation.auc(),
                validation.loss(),
                schedule.rate(step - 1),
                perEpoch * settings.batchSize(),
                Duration.ofNanos(epochNanos));
        history.add(report);
        if (Training.best(history, settings.goal()).equals(report)) {
            best = weights;
        }
        lossSum = 0;
        epochNanos = 0;
        listener.finished(report);
    }

    private boolean hasStalled() {
        if (settings.patience() == 0 || history.isEmpty()) {
            return false;
        }
        return history.size() - Training.best(history, settings.goal()).epoch() >= settings.patience();
    }

    private void save() {
        if (file == null) {
            return;
        }
        try {
            file.write(new Checkpoint(step, lossSum, epochNanos, graph.weights(), graph.memory(), best, history));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
