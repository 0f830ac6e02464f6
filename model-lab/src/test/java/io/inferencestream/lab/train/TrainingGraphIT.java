package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.decode.image.ImageShape;
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
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingGraphIT {
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
                        new Layer.Dense(3)),
                network(
                        new Layer.Convolution(4, 3, 2, true),
                        new Layer.Silu(),
                        new Layer.Depthwise(3, 1, true),
                        new Layer.Depthwise(3, 2, false),
                        new Layer.BatchNorm(),
                        new Layer.Silu(),
                        new Layer.Flatten(),
                        new Layer.Dense(3)),
                network(
                        new Layer.Convolution(4, 3, true),
                        new Layer.Residual(List.of(new Layer.Convolution(4, 3, true), new Layer.Silu()), List.of()),
                        new Layer.Residual(
                                List.of(new Layer.Convolution(6, 3, 2, false), new Layer.BatchNorm()),
                                List.of(new Layer.Convolution(6, 1, 2, true))),
                        new Layer.Silu(),
                        new Layer.GlobalAveragePool(),
                        new Layer.Dense(3)));
    }

    @Test
    void spreadsLabelsAndWeighsClasses() {
        Network network = network(new Layer.Flatten(), new Layer.Dense(3));
        Weights start = Weights.initial(network, 5);
        try (Batch batch = batch();
                TrainingGraph plain = graph(network, start);
                TrainingGraph spread = graph(network, start, new Objective(0.3f, List.of(1f, 1f, 1f)));
                TrainingGraph heavy = graph(network, start, new Objective(0, List.of(2f, 2f, 2f)))) {
            float[][] rows = classified(new TrainedNetwork(network, start));
            double expected = IntStream.range(0, rows.length)
                    .mapToDouble(i -> -0.8 * Math.log(rows[i][IMAGES.label(i)])
                            - 0.1 * Math.log(rows[i][(IMAGES.label(i) + 1) % 3])
                            - 0.1 * Math.log(rows[i][(IMAGES.label(i) + 2) % 3]))
                    .average()
                    .orElseThrow();

            assertThat((double) spread.loss(batch, 1)).isEqualTo(expected, within(1e-4));
            assertThat(heavy.loss(batch, 1)).isEqualTo(2 * plain.loss(batch, 1), within(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.1f})
    void stepsAsTheRulesSay(float decay) {
        Network network = network(new Layer.Flatten(), new Layer.Dense(3));
        Weights start = Weights.initial(network, 5);
        try (Batch batch = batch();
                TrainingGraph sgd = graph(network, start, Objective.plain(3), Optimizer.sgd(0.9f, decay));
                TrainingGraph adam = graph(network, start, Objective.plain(3), Optimizer.adam(decay))) {
            float before = start.get("dense2.kernel")[0];
            float gradient = sgd.gradients(batch, 1).get("dense2.kernel")[0];

            sgd.step(batch, 0, 0.1f, 1);
            adam.step(batch, 0, 0.1f, 1);

            float slope = gradient + decay * before;
            assertThat(sgd.weights().get("dense2.kernel")[0])
                    .as("Nesterov: the slope and nine tenths of it again")
                    .isEqualTo(before - 0.1f * 1.9f * slope, within(1e-5f));
            assertThat(adam.weights().get("dense2.kernel")[0])
                    .as("Adam's first step is the rate, against the gradient's sign")
                    .isEqualTo(before * (1 - 0.1f * decay) - 0.1f * Math.signum(gradient), within(1e-3f));
        }
    }

    @ParameterizedTest
    @MethodSource("everyLayerKind")
    void followsTheGradientThatFiniteDifferencesShow(Network network) {
        Weights start = moved(network, Weights.initial(network, 5), 0.1f);
        try (TrainingGraph graph = graph(network, start);
                Batch batch = batch()) {
            Weights gradients = graph.gradients(batch, 1);

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
        double above = graph.loss(batch, 1);
        graph.restore(stepped(network, start, spec, gradient, -reach / length));
        double below = graph.loss(batch, 1);

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
        try (TrainingGraph graph = graph(network, start);
                Batch batch = batch()) {
            IntStream.range(0, 250).forEach(i -> graph.step(batch, i, 1e-12f, 1));
            TrainedNetwork trained = new TrainedNetwork(network, graph.weights());

            assertThat(foldedLoss(trained)).isEqualTo(graph.loss(batch, 1), within(2e-3));
        }
    }

    @Test
    void dropsAShareOfTheNumbersAtRandom() {
        Network network = network(new Layer.Flatten(), new Layer.Dropout(0.5f), new Layer.Dense(3));
        Network still = network(new Layer.Flatten(), new Layer.Dropout(0), new Layer.Dense(3));
        Weights start = Weights.initial(network, 5);
        try (TrainingGraph dropping = graph(network, start);
                TrainingGraph keeping = graph(still, start);
                Batch batch = batch()) {
            assertThat(keeping.loss(batch, 1)).isEqualTo(keeping.loss(batch, 2));
            assertThat(dropping.loss(batch, 1)).isNotEqualTo(dropping.loss(batch, 2));
            assertThat(dropping.loss(batch, 1)).isEqualTo(dropping.loss(batch, 1));
            assertThat(dropping.gradients(batch, 1).names()).containsExactly("dense3.kernel", "dense3.bias");
        }
    }

    private static double foldedLoss(TrainedNetwork trained) {
        float[][] rows = classified(trained);
        return IntStream.range(0, rows.length)
                .mapToDouble(i -> -Math.log(rows[i][IMAGES.label(i)]))
                .average()
                .orElseThrow();
    }

    private static float[][] classified(TrainedNetwork trained) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, Threads.ONE)) {
            return classifier.classify(IMAGES, 0, IMAGES.count());
        }
    }

    private static TrainingGraph graph(Network network, Weights start) {
        return graph(network, start, Objective.plain(network.classes()));
    }

    private static TrainingGraph graph(Network network, Weights start, Objective objective) {
        return graph(network, start, objective, Optimizer.adam(0));
    }

    private static TrainingGraph graph(Network network, Weights start, Objective objective, Optimizer optimizer) {
        return new TrainingGraph(network, start, objective, optimizer, Threads.ONE.config());
    }

    private static Network network(Layer... layers) {
        return new Network(new ImageShape(SIDE, SIDE, 1), List.of(layers));
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
