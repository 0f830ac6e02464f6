package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.CompactCnn;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainerTest {
    private static final int SIDE = 12;
    private static final List<String> CLASSES = List.of("left", "right");
    private static final Network NETWORK = CompactCnn.of(new InputShape(SIDE, SIDE, 1), CLASSES.size());
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

        new Trainer(settings(8, 1), listener).train(NETWORK, split);

        assertThat(reports).hasSize(8);
        assertThat(reports.get(7).validation()).isGreaterThan(0.95);
        assertThat(reports.get(7).loss()).isLessThan(reports.get(0).loss());
    }

    @Test
    void runsTheSameForTheSameSeedOnOneThread() {
        TrainedNetwork first = new Trainer(settings(2, 1), TrainingListener.SILENT).train(NETWORK, split);
        TrainedNetwork again = new Trainer(settings(2, 1), TrainingListener.SILENT).train(NETWORK, split);
        TrainedNetwork other = new Trainer(settings(2, 2), TrainingListener.SILENT).train(NETWORK, split);

        for (WeightSpec spec : NETWORK.weights()) {
            assertThat(again.weights().get(spec.name()))
                    .as(spec.name())
                    .isEqualTo(first.weights().get(spec.name()))
                    .isNotEqualTo(other.weights().get(spec.name()));
        }
    }

    @Test
    void refusesABatchLargerThanTheTrainingSet() {
        TrainingSettings settings = new TrainingSettings(1, 257, 0.003f, Augmentation.NONE, 1, Threads.ONE);
        Trainer trainer = new Trainer(settings, TrainingListener.SILENT);

        assertThatThrownBy(() -> trainer.train(NETWORK, split))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch must not be larger than the training set, 256: 257");
    }

    private static TrainingSettings settings(int epochs, long seed) {
        return new TrainingSettings(epochs, 32, 0.003f, new Augmentation(false, 1, 0), seed, Threads.ONE);
    }
}
