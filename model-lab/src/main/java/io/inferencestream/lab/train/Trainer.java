package io.inferencestream.lab.train;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Trains a network from scratch: Adam, cosine schedule, every epoch validated on the folded network. */
public final class Trainer {
    private static final float RISING_SHARE = 0.05f;

    private final TrainingSettings settings;
    private final TrainingListener listener;

    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Trains to the end of the schedule and returns the last weights. Blocks for as long as that takes.
     *
     * @param split training pictures, at least one batch of them, and validation pictures
     */
    public TrainedNetwork train(Network network, LabelledImages.Split split) {
        int perEpoch = split.training().count() / settings.batchSize();
        int steps = perEpoch * settings.epochs();
        if (steps == 0) {
            throw new IllegalArgumentException("a batch must not be larger than the training set, "
                    + split.training().count() + ": " + settings.batchSize());
        }
        CosineSchedule schedule = new CosineSchedule(settings.learningRate(), (int) (steps * RISING_SHARE), steps);
        SplittableRandom random = new SplittableRandom(settings.seed());
        Weights start = Weights.initial(network, random.nextLong());
        try (TrainingGraph graph = new TrainingGraph(network, start, random.nextLong(), settings.threads())) {
            for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                Run run = epoch(graph, split.training(), schedule, (epoch - 1) * perEpoch, random.split());
                TrainedNetwork trained = new TrainedNetwork(network, graph.weights());
                listener.finished(new EpochReport(
                        epoch,
                        settings.epochs(),
                        run.loss,
                        accuracy(trained, split.validation()),
                        perEpoch * settings.batchSize(),
                        run.took));
            }
            return new TrainedNetwork(network, graph.weights());
        }
    }

    private record Run(double loss, Duration took) {}

    private Run epoch(
            TrainingGraph graph, LabelledImages training, CosineSchedule schedule, int first, SplittableRandom random) {
        long startedAtNanos = System.nanoTime();
        int[] order = LabelledImages.shuffled(training.count(), random);
        int steps = training.count() / settings.batchSize();
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            int[] positions = Arrays.copyOfRange(order, i * settings.batchSize(), (i + 1) * settings.batchSize());
            float loss;
            try (Batch batch = Batch.of(training, positions, settings.augmentation(), random)) {
                loss = graph.step(batch, schedule.rate(first + i));
            }
            if (!Float.isFinite(loss)) {
                throw new IllegalStateException("training diverged at step " + (first + i) + ", loss: " + loss);
            }
            sum += loss;
            listener.stepped(first + i + 1, schedule.steps(), loss);
        }
        return new Run(sum / steps, Duration.ofNanos(System.nanoTime() - startedAtNanos));
    }

    private double accuracy(TrainedNetwork trained, LabelledImages validation) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, settings.threads())) {
            return Evaluation.of(classifier, validation).accuracy();
        }
    }
}
