package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.lab.data.Augmentation;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Layer;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.WeightSpec;
import io.inferencestream.lab.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingGraphTest {
    private static final int SIDE = 8;
    private static final List<String> CLASSES = List.of("left", "middle", "right");
    private static final LabelledImages IMAGES = Drawings.stripes(32, SIDE, CLASSES, 11);

    static Stream<Network> everyLayerKind() {
        return Stream.of(
                network(new Layer.Convolution(4, 3, true), new Layer.Relu(), new Layer.Flatten(), new Layer.Dense(3)),
                network(
                        new Layer.Convolution(4, 3, false),
                        new Layer.BatchNorm(),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(3)),
                network(
                        new Layer.Convolution(3, 5, false),
                        new Layer.BatchNorm(),
                        new Layer.Relu(),
                        new Layer.MaxPool(2),
                        new Layer.Flatten(),
                        new Layer.Dense(6),
                        new Layer.Relu(),
                        new Layer.Dropout(0),
                        new Layer.Dense(3)));
    }

    @ParameterizedTest
    @MethodSource("everyLayerKind")
    void followsTheGradientThatFiniteDifferencesShow(Network network) {
        Weights start = moved(network, Weights.initial(network, 5), 0.1f);
        try (TrainingGraph graph = new TrainingGraph(network, start, 1, Threads.ONE);
                Batch batch = batch()) {
            Weights gradients = graph.gradients(batch);

            for (WeightSpec spec : network.weights()) {
                if (spec.trained()) {
                    assertDirection(graph, batch, network, start, spec, gradients.get(spec.name()));
                } else {
                    assertThat(gradients.names()).doesNotContain(spec.name());
                }
            }
        }
    }

    /** Along its own direction, a gradient's slope is its length. */
    private static void assertDirection(
            TrainingGraph graph, Batch batch, Network network, Weights start, WeightSpec spec, float[] gradient) {
        double length = Math.sqrt(IntStream.range(0, gradient.length)
                .mapToDouble(i -> (double) gradient[i] * gradient[i])
                .sum());
        double reach = 2e-3;
        graph.restore(stepped(network, start, spec, gradient, reach / length));
        double above = graph.loss(batch);
        graph.restore(stepped(network, start, spec, gradient, -reach / length));
        double below = graph.loss(batch);

        assertThat((above - below) / (2 * reach))
                .as("slope along the gradient of " + spec.name() + " in " + network.layers())
                .isCloseTo(length, within(0.03 * length + 1e-3));
    }

    @Test
    void computesTheSameFoldedOnceTheStatisticsHaveSettled() {
        Network network = network(
                new Layer.Convolution(4, 3, false),
                new Layer.BatchNorm(),
                new Layer.Relu(),
                new Layer.Flatten(),
                new Layer.Dense(3));
        Weights start = moved(network, Weights.initial(network, 5), 0.1f);
        try (TrainingGraph graph = new TrainingGraph(network, start, 1, Threads.ONE);
                Batch batch = batch()) {
            IntStream.range(0, 250).forEach(i -> graph.step(batch, 1e-12f));
            TrainedNetwork trained = new TrainedNetwork(network, graph.weights());

            assertThat(foldedLoss(trained)).isEqualTo(graph.loss(batch), within(2e-3));
        }
    }

    @Test
    void dropsAShareOfTheNumbersAtRandom() {
        Network network = network(new Layer.Flatten(), new Layer.Dropout(0.5f), new Layer.Dense(3));
        Network still = network(new Layer.Flatten(), new Layer.Dropout(0), new Layer.Dense(3));
        Weights start = Weights.initial(network, 5);
        try (TrainingGraph dropping = new TrainingGraph(network, start, 1, Threads.ONE);
                TrainingGraph keeping = new TrainingGraph(still, start, 1, Threads.ONE);
                Batch batch = batch()) {
            assertThat(keeping.loss(batch)).isEqualTo(keeping.loss(batch));
            assertThat(dropping.loss(batch)).isNotEqualTo(dropping.loss(batch));
            assertThat(dropping.gradients(batch).names()).containsExactly("dense3.kernel", "dense3.bias");
        }
    }

    private static double foldedLoss(TrainedNetwork trained) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, Threads.ONE)) {
            float[][] rows = classifier.classify(IMAGES, 0, IMAGES.count());
            return IntStream.range(0, rows.length)
                    .mapToDouble(i -> -Math.log(rows[i][IMAGES.label(i)]))
                    .average()
                    .orElseThrow();
        }
    }

    private static Network network(Layer... layers) {
        return new Network(new InputShape(SIDE, SIDE, 1), List.of(layers));
    }

    private static Batch batch() {
        int[] all = IntStream.range(0, IMAGES.count()).toArray();
        return Batch.of(IMAGES, all, Augmentation.NONE, new SplittableRandom(1));
    }

    /** Moves all weights off their round start values, so that no ReLU sits on its kink. */
    private static Weights moved(Network network, Weights weights, float by) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            float[] numbers = weights.get(spec.name());
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += by * (float) random.nextDouble();
            }
            arrays.put(spec.name(), numbers);
        }
        return new Weights(arrays);
    }

    private static Weights stepped(
            Network network, Weights weights, WeightSpec along, float[] direction, double factor) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            float[] numbers = weights.get(spec.name());
            for (int i = 0; spec.equals(along) && i < numbers.length; i++) {
                numbers[i] += (float) (factor * direction[i]);
            }
            arrays.put(spec.name(), numbers);
        }
        return new Weights(arrays);
    }
}
