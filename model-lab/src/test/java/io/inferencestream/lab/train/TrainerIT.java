package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.CompactCnn;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.WeightSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerIT {
    private static final int SIDE = 12;
    private static final List<String> CLASSES = List.of("left", "right");
    private static final Network NETWORK = CompactCnn.of(new ImageShape(SIDE, SIDE, 1), CLASSES.size());
    private final LabelledImages.Split split =
            Drawings.stripes(360, SIDE, CLASSES, 21).split(104, 2);

    @Test
    void learnsWhichSideIsBright() {
        List<EpochReport> reports = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void finished(EpochReport report) {
                reports.add(report);
            }
        };

        new Trainer(settings(8, 1), Threads.ONE, listener).train(NETWORK, split);

        assertThat(reports).hasSize(8);
        assertThat(reports.get(7).validation()).isGreaterThan(0.95);
        assertThat(reports.get(7).loss()).isLessThan(reports.get(0).loss());
    }

    @Test
    void runsTheSameForTheSameSeedOnOneThread() {
        TrainedNetwork first = trained(settings(2, 1));
        TrainedNetwork again = trained(settings(2, 1));
        TrainedNetwork other = trained(settings(2, 2));

        for (WeightSpec spec : NETWORK.weights()) {
            assertThat(again.weights().get(spec.name()))
                    .as(spec.name())
                    .isEqualTo(first.weights().get(spec.name()))
                    .isNotEqualTo(other.weights().get(spec.name()));
        }
    }

    @Test
    void refusesABatchLargerThanTheTrainingSet() {
        Trainer trainer = new Trainer(TrainingSettings.plain(1, 257, 1), Threads.ONE, TrainingListener.SILENT);

        assertThatThrownBy(() -> trainer.train(NETWORK, split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch must not be larger than the training set, 256: 257");
    }

    @Test
    void reachesTheSameWeightsWhenItIsKilledAndResumed(@TempDir Path folder) {
        CheckpointFile file = new CheckpointFile(folder.resolve("checkpoint.npz"), 5);
        TrainingSettings settings = settings(3, 1);
        TrainingListener killer = new TrainingListener() {
            @Override
            public void stepped(int done, int steps, float loss) {
                if (done == 13) { // in the midst of the second epoch of 8 steps
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThatThrownBy(() -> new Trainer(settings, Threads.ONE, killer).train(NETWORK, split, file))
                .hasMessage("killed");

        Training resumed = new Trainer(settings, Threads.ONE, TrainingListener.SILENT).train(NETWORK, split, file);

        Training whole = new Trainer(settings, Threads.ONE, TrainingListener.SILENT).train(NETWORK, split);
        assertSame(resumed.best(), whole.best());
        assertThat(resumed.history().stream().map(EpochReport::loss))
                .containsExactlyElementsOf(
                        whole.history().stream().map(EpochReport::loss).toList());
    }

    @Test
    void doesNothingMoreWhenResumedAtTheEnd(@TempDir Path folder) {
        CheckpointFile file = new CheckpointFile(folder.resolve("checkpoint.npz"));
        Training first = new Trainer(settings(1, 1), Threads.ONE, TrainingListener.SILENT).train(NETWORK, split, file);

        Training again = new Trainer(settings(1, 1), Threads.ONE, TrainingListener.SILENT).train(NETWORK, split, file);

        assertThat(again.history()).isEqualTo(first.history());
        assertSame(again.best(), first.best());
    }

    @Test
    void stopsOnceItHasLostPatienceAndKeepsTheBest() {
        TrainingSettings settings = new TrainingSettings(
                40,
                32,
                0.003f,
                0,
                Optimizer.adam(0),
                0,
                true,
                Augmentation.NONE,
                TrainingSettings.Goal.AUC,
                2,
                false,
                1);

        Training training = new Trainer(settings, Threads.ONE, TrainingListener.SILENT).train(NETWORK, split);

        int best = training.bestEpoch().epoch();
        assertThat(training.history()).hasSize(best + 2).hasSizeLessThan(40);
        assertThat(training.history())
                .allSatisfy(report -> assertThat(report.validationAuc())
                        .isLessThanOrEqualTo(training.bestEpoch().validationAuc()));
    }

    private TrainedNetwork trained(TrainingSettings settings) {
        return new Trainer(settings, Threads.ONE, TrainingListener.SILENT)
                .train(NETWORK, split)
                .best();
    }

    private static void assertSame(TrainedNetwork one, TrainedNetwork other) {
        for (WeightSpec spec : NETWORK.weights()) {
            assertThat(one.weights().get(spec.name()))
                    .as(spec.name())
                    .isEqualTo(other.weights().get(spec.name()));
        }
    }

    private static TrainingSettings settings(int epochs, long seed) {
        return TrainingSettings.plain(epochs, 32, seed).with(new Augmentation(false, 1, 0));
    }
}
