package io.inferencestream.lab.train;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Metrics;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: a cosine schedule, every epoch validated on the folded network, the best epoch's weights kept.
 *
 * <p>With one thread, the same settings give the same weights bit by bit on the same processor, whether the run was
 * stopped and resumed or not.
 */
public final class Trainer {
    private final TrainingSettings settings;
    private final Threads threads;
    private final TrainingListener listener;

    public Trainer(TrainingSettings settings, Threads threads, TrainingListener listener) {
        this.settings = settings;
        this.threads = threads;
        this.listener = listener;
    }

    /** Trains from scratch, without checkpoints. */
    public Training train(Network network, LabelledImages.Split split) {
        return run(network, Weights.initial(network, startSeed()), split, null);
    }

    /** Goes on training from these weights, without checkpoints. */
    public Training train(TrainedNetwork start, LabelledImages.Split split) {
        return run(start.network(), start.weights(), split, null);
    }

    /**
     * Trains from where the checkpoint stands, from scratch if there is none, and writes checkpoints on the way.
     *
     * @throws UncheckedIOException if the checkpoint cannot be read or written
     */
    public Training train(Network network, LabelledImages.Split split, CheckpointFile file) {
        return run(network, Weights.initial(network, startSeed()), split, file);
    }

    private long startSeed() {
        return Seeds.of(settings.seed(), Seeds.Use.START, 0).nextLong();
    }

    private Training run(Network network, Weights start, LabelledImages.Split split, @Nullable CheckpointFile file) {
        int perEpoch = split.training().count() / settings.batchSize();
        if (perEpoch == 0) {
            throw new IllegalArgumentException("a batch must not be larger than the training set, "
                    + split.training().count() + ": " + settings.batchSize());
        }
        Checkpoint begin = checkpoint(file, start);
        Objective objective = Objective.of(settings, split.training());
        try (TrainingGraph graph = new TrainingGraph(
                network, begin.weights(), objective, settings.optimizer(), threads.config(settings.mixedPrecision()))) {
            graph.restoreMemory(begin.memory().names().isEmpty() ? graph.memory() : begin.memory());
            TrainingRun run = new TrainingRun(settings, listener, graph, perEpoch, begin, file);
            List<EpochReport> history = run.toTheEnd(split.training(), weights -> validated(network, weights, split));
            return new Training(new TrainedNetwork(network, run.best()), history, settings.goal());
        }
    }

    private static Checkpoint checkpoint(@Nullable CheckpointFile file, Weights start) {
        Checkpoint fresh = new Checkpoint(0, 0, 0, start, new Weights(Map.of()), start, List.of());
        try {
            return file == null ? fresh : file.read().orElse(fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainingRun.Validation validated(Network network, Weights weights, LabelledImages.Split split) {
        try (NetworkClassifier classifier = new NetworkClassifier(new TrainedNetwork(network, weights), threads)) {
            Evaluation evaluation = Evaluation.of(classifier, split.validation());
            return new TrainingRun.Validation(
                    evaluation.accuracy(), Metrics.auc(evaluation), Metrics.logLoss(evaluation));
        }
    }
}
