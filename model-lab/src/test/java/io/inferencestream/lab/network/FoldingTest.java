package io.inferencestream.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.decode.image.ImageShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldingTest {
    private static final ImageShape INPUT = new ImageShape(1, 1, 1);

    @Test
    void movesABatchNormIntoTheConvolutionBeforeIt() {
        Network network = new Network(
                INPUT,
                List.of(
                        new Layer.Convolution(2, 1, true),
                        new Layer.BatchNorm(),
                        new Layer.Dropout(0.5f),
                        new Layer.Flatten(),
                        new Layer.Dense(1)));
        Weights weights = new Weights(Map.of(
                "conv1.kernel", new float[] {2, 3},
                "conv1.bias", new float[] {1, 0},
                "norm2.scale", new float[] {4, 1},
                "norm2.offset", new float[] {5, 6},
                "norm2.mean", new float[] {0.5f, 7},
                "norm2.variance", new float[] {0.25f - Layer.BatchNorm.EPSILON, 4 - Layer.BatchNorm.EPSILON},
                "dense5.kernel", new float[] {8, 9},
                "dense5.bias", new float[] {10}));

        TrainedNetwork folded = Folding.fold(new TrainedNetwork(network, weights));

        assertThat(folded.network().layers())
                .containsExactly(new Layer.Convolution(2, 1, true), new Layer.Flatten(), new Layer.Dense(1));
        assertThat(folded.weights().get("conv1.kernel")).containsExactly(new float[] {16, 1.5f}, within(1e-5f));
        assertThat(folded.weights().get("conv1.bias")).containsExactly(new float[] {9, 2.5f}, within(1e-5f));
        assertThat(folded.weights().get("dense3.kernel")).containsExactly(8, 9);
        assertThat(folded.weights().get("dense3.bias")).containsExactly(10);
    }

    @Test
    void foldsInsideResidualBlocksAndDepthwiseConvolutions() {
        Network network = new Network(
                INPUT,
                List.of(
                        new Layer.Residual(
                                List.of(new Layer.Depthwise(1, 1, false), new Layer.BatchNorm()),
                                List.of(new Layer.Convolution(1, 1, false), new Layer.BatchNorm())),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(1)));
        Map<String, float[]> arrays = new LinkedHashMap<>();
        Weights.initial(network, 1).names().forEach(name -> arrays.put(name, new float[] {1}));
        arrays.put("depthwise1.kernel", new float[] {3});
        arrays.put("norm2.scale", new float[] {2});
        arrays.put("conv3.kernel", new float[] {5});
        arrays.put("norm4.offset", new float[] {7});
        List.of("norm2", "norm4").forEach(n -> arrays.put(n + ".variance", new float[] {1 - Layer.BatchNorm.EPSILON}));
        List.of("norm2", "norm4").forEach(n -> arrays.put(n + ".mean", new float[] {0}));

        TrainedNetwork folded = Folding.fold(new TrainedNetwork(network, new Weights(arrays)));

        assertThat(folded.network().everyStage().stream().map(Stage::name))
                .containsExactly("depthwise1", "conv2", "add3", "average4", "dense5");
        assertThat(folded.weights().get("depthwise1.kernel")).containsExactly(new float[] {6}, within(1e-5f));
        assertThat(folded.weights().get("depthwise1.bias")).containsExactly(new float[] {1}, within(1e-5f));
        assertThat(folded.weights().get("conv2.kernel")).containsExactly(new float[] {5}, within(1e-5f));
        assertThat(folded.weights().get("conv2.bias")).containsExactly(new float[] {7}, within(1e-5f));
    }

    @Test
    void refusesABatchNormWithoutAConvolutionBeforeIt() {
        Network network = new Network(
                INPUT, List.of(new Layer.Relu(), new Layer.BatchNorm(), new Layer.Flatten(), new Layer.Dense(2)));
        TrainedNetwork trained = new TrainedNetwork(network, Weights.initial(network, 1));

        assertThatThrownBy(() -> Folding.fold(trained))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch norm must follow a convolution to be folded: norm2");
    }
}
