package io.inferencestream.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.decode.image.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkTest {
    private static final ImageShape INPUT = new ImageShape(9, 7, 1);

    @Test
    void knowsShapesAndCostsOfItsLayers() {
        Network network = new Network(
                INPUT,
                List.of(
                        new Layer.Convolution(4, 3, true),
                        new Layer.BatchNorm(),
                        new Layer.Relu(),
                        new Layer.MaxPool(2),
                        new Layer.Flatten(),
                        new Layer.Dropout(0.5f),
                        new Layer.Dense(5)));

        assertThat(network.stages().stream().map(s -> s.output().toString()))
                .containsExactly("7x9x4", "7x9x4", "7x9x4", "3x4x4", "48", "48", "5");
        assertThat(network.stages().stream().map(Stage::name))
                .containsExactly("conv1", "norm2", "relu3", "pool4", "flatten5", "dropout6", "dense7");
        assertThat(network.classes()).isEqualTo(5);
        assertThat(network.parameters()).isEqualTo(9 * 4 + 4 + 4 * 4 + 48 * 5 + 5);
        assertThat(network.multiplications()).isEqualTo(9 * 4 * 7 * 9 + 48 * 5);
    }

    @Test
    void placesWhatIsInsideAResidualBlock() {
        Network network = new Network(
                INPUT,
                List.of(
                        new Layer.Convolution(4, 3, 2, true),
                        new Layer.Residual(
                                List.of(new Layer.Depthwise(3, 2, true), new Layer.Convolution(6, 1, true)),
                                List.of(new Layer.Convolution(6, 1, 2, true))),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(5)));

        assertThat(network.everyStage().stream().map(Stage::name))
                .containsExactly("conv1", "depthwise2", "conv3", "conv4", "add5", "average6", "dense7");
        assertThat(network.stages().stream().map(s -> s.output().toString()))
                .containsExactly("4x5x4", "2x3x6", "6", "5");
        assertThat(network.multiplications()).isEqualTo(9 * 4 * 20 + 9 * 4 * 6 + 4 * 6 * 6 + 4 * 6 * 6 + 6 * 5);
        assertThat(network.endsInAverage()).isTrue();
        assertThat(CompactCnn.of(new ImageShape(28, 28, 1), 10).endsInAverage()).isFalse();
    }

    @Test
    void refusesABlockWhoseWaysDoNotMeet() {
        assertRefused(
                List.of(new Layer.Residual(List.of(new Layer.Convolution(4, 3, true)), List.of())),
                "a residual block's body puts out 7x9x4, but its shortcut 7x9x1: both must be alike");
    }

    @Test
    void averagesAMapToAVector() {
        Network network = new Network(
                INPUT, List.of(new Layer.Convolution(4, 3, true), new Layer.GlobalAveragePool(), new Layer.Dense(2)));

        assertThat(network.stages().get(1).output()).isEqualTo(FeatureShape.vector(4));
    }

    @Test
    void refusesLayersThatDoNotFit() {
        assertRefused(List.of(), "layers must not be empty");
        assertRefused(List.of(new Layer.Dense(3)), "a dense layer needs a vector, flatten before it: 7x9x1");
        assertRefused(List.of(new Layer.Relu()), "the last layer must put out a vector, one score per class: 7x9x1");
        assertRefused(
                List.of(new Layer.Flatten(), new Layer.MaxPool(2)),
                "a pooling layer needs a map of pixels, not a vector of 63");
        assertRefused(List.of(new Layer.MaxPool(8), new Layer.Flatten()), "a map of 7x9x1 is too small to pool by 8");
    }

    @Test
    void refusesLayersWithoutSense() {
        assertThatThrownBy(() -> new Layer.Convolution(0, 3, true)).hasMessage("filters must be at least 1: 0");
        assertThatThrownBy(() -> new Layer.Convolution(1, 2, true)).hasMessage("side must be odd: 2");
        assertThatThrownBy(() -> new Layer.MaxPool(1)).hasMessage("side must be at least 2: 1");
        assertThatThrownBy(() -> new Layer.Dropout(1)).hasMessage("rate must be from 0 to below 1: 1.0");
        assertThatThrownBy(() -> new Layer.Dense(0)).hasMessage("units must be at least 1: 0");
    }

    @Test
    void startsWithTheSameWeightsForTheSameSeedOnly() {
        Network network = CompactCnn.of(new ImageShape(28, 28, 1), 10);

        float[] kernel = Weights.initial(network, 3).get("conv1.kernel");

        assertThat(Weights.initial(network, 3).get("conv1.kernel")).isEqualTo(kernel);
        assertThat(Weights.initial(network, 4).get("conv1.kernel")).isNotEqualTo(kernel);
        assertThat(Weights.initial(network, 3).get("norm2.scale")).containsOnly(1);
        assertThat(Weights.initial(network, 3).get("norm2.mean")).containsOnly(0);
    }

    private static void assertRefused(List<Layer> layers, String message) {
        assertThatThrownBy(() -> new Network(INPUT, layers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
