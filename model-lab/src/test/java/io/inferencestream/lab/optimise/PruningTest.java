package io.inferencestream.lab.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.SomeNetworks;
import io.inferencestream.lab.network.Stage;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PruningTest {
    private static final ImageShape INPUT = new ImageShape(12, 12, 1);
    private static final LabelledImages IMAGES = Drawings.stripes(40, 12, List.of("a", "b", "c"), 1);

    static Stream<Network> networks() {
        return Stream.of(SomeNetworks.averaged(INPUT, 3), SomeNetworks.flattened(INPUT, 3));
    }

    /** A filter whose norm is zero puts out zeros: without it nothing changes. */
    @ParameterizedTest
    @MethodSource("networks")
    void computesTheSameWithoutFiltersThatAreZero(Network network) {
        TrainedNetwork trained = silenced(SomeNetworks.withWeights(network, 5));

        TrainedNetwork pruned = Pruning.prune(trained, 0.5);

        assertThat(pruned.network().parameters()).isLessThan(network.parameters());
        float[][] before = classified(trained);
        float[][] after = classified(pruned);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).containsExactly(before[i], within(1e-4f));
        }
    }

    @Test
    void leavesWhatIsAddedToOthersWhole() {
        TrainedNetwork pruned = Pruning.prune(SomeNetworks.withWeights(SomeNetworks.averaged(INPUT, 3), 5), 0.5);

        Map<String, Integer> channels = new LinkedHashMap<>();
        pruned.network()
                .everyStage()
                .forEach(s -> channels.put(s.name(), s.output().channels()));
        assertThat(channels)
                .containsEntry("conv1", 6) // is the shortcut of the block
                .containsEntry("conv4", 4) // inside the block
                .containsEntry("depthwise7", 4)
                .containsEntry("conv9", 6)
                .containsEntry("conv12", 10);
    }

    @Test
    void changesNothingWhenNothingIsToGo() {
        TrainedNetwork trained = SomeNetworks.withWeights(SomeNetworks.averaged(INPUT, 3), 5);

        TrainedNetwork pruned = Pruning.prune(trained, 0);

        assertThat(pruned.network()).isEqualTo(trained.network());
        for (String name : trained.weights().names()) {
            assertThat(pruned.weights().get(name)).isEqualTo(trained.weights().get(name));
        }
    }

    /** Every second filter that may go becomes zero, and its norm's offset and mean too. */
    private static TrainedNetwork silenced(TrainedNetwork trained) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        trained.weights()
                .names()
                .forEach(name -> arrays.put(name, trained.weights().get(name)));
        Map<String, Integer> free = new LinkedHashMap<>();
        for (Stage stage : Pruning.prune(trained, 0.5).network().everyStage()) {
            free.put(stage.name(), stage.output().channels());
        }
        Stage last = null;
        for (Stage stage : trained.network().everyStage()) {
            boolean shrank = stage.output().channels() > free.get(stage.name());
            if (stage.layer() instanceof Layer.Convolution && shrank) {
                zero(arrays, stage.name() + ".kernel", stage.output().channels());
                zero(arrays, stage.name() + ".bias", stage.output().channels());
                last = stage;
            } else if (stage.layer() instanceof Layer.BatchNorm && shrank && last != null) {
                zero(arrays, stage.name() + ".offset", stage.output().channels());
                zero(arrays, stage.name() + ".mean", stage.output().channels());
            } else if (stage.layer() instanceof Layer.Depthwise && shrank) {
                last = stage;
            }
        }
        return new TrainedNetwork(trained.network(), new Weights(arrays));
    }

    private static void zero(Map<String, float[]> arrays, String name, int filters) {
        float[] numbers = arrays.get(name);
        for (int i = 0; numbers != null && i < numbers.length; i++) {
            numbers[i] = i % filters % 2 == 1 ? 0 : numbers[i];
        }
    }

    private static float[][] classified(TrainedNetwork trained) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, Threads.ONE)) {
            return classifier.classify(IMAGES, 0, IMAGES.count());
        }
    }
}
