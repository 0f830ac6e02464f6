package io.inferencestream.lab.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewrites a trained network so that it computes the same with less: a batch norm is folded into the convolution
 * before it, and dropout, which only training needs, is left out.
 */
public final class Folding {
    private final Weights weights;
    private final List<float[]> kernels = new ArrayList<>();
    private final List<float[]> biases = new ArrayList<>();

    private Folding(Weights weights) {
        this.weights = weights;
    }

    /**
     * The same classifier without batch norm and dropout.
     *
     * @throws IllegalArgumentException if a batch norm does not follow a convolution
     */
    public static TrainedNetwork fold(TrainedNetwork trained) {
        Folding folding = new Folding(trained.weights());
        List<Layer> layers = folding.fold(trained.network().stages());
        return folding.named(new Network(trained.network().input(), layers));
    }

    private List<Layer> fold(List<Stage> stages) {
        List<Layer> kept = new ArrayList<>();
        for (Stage stage : stages) {
            stage.layer().fold(new Step(stage, kept));
        }
        return kept;
    }

    /** Kernels and biases come in the order in which the folded network names them. */
    private TrainedNetwork named(Network network) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        int next = 0;
        for (Stage stage : network.everyStage()) {
            if (!stage.weights().isEmpty()) {
                arrays.put(stage.name() + ".kernel", kernels.get(next));
                arrays.put(stage.name() + ".bias", biases.get(next++));
            }
        }
        return new TrainedNetwork(network, new Weights(arrays));
    }

    private void scaleLast(Stage norm) {
        float[] scale = weights.get(norm.name() + ".scale");
        float[] offset = weights.get(norm.name() + ".offset");
        float[] mean = weights.get(norm.name() + ".mean");
        float[] variance = weights.get(norm.name() + ".variance");
        float[] kernel = kernels.get(kernels.size() - 1);
        float[] bias = biases.get(biases.size() - 1);
        for (int filter = 0; filter < bias.length; filter++) {
            double factor = scale[filter] / Math.sqrt((double) variance[filter] + Layer.BatchNorm.EPSILON);
            bias[filter] = (float) (offset[filter] + (bias[filter] - mean[filter]) * factor);
            for (int i = filter; i < kernel.length; i += bias.length) {
                kernel[i] = (float) (kernel[i] * factor);
            }
        }
    }

    /** Carries one stage over; answers whether it is kept. */
    private final class Step implements Layer.Cases<Boolean> {
        private final Stage stage;
        private final List<Layer> kept;

        Step(Stage stage, List<Layer> kept) {
            this.stage = stage;
            this.kept = kept;
        }

        @Override
        public Boolean convolution(Layer.Convolution layer) {
            carryOver(layer.bias(), layer.filters());
            return kept.add(new Layer.Convolution(layer.filters(), layer.side(), layer.stride(), true));
        }

        @Override
        public Boolean depthwise(Layer.Depthwise layer) {
            carryOver(layer.bias(), stage.output().channels());
            return kept.add(new Layer.Depthwise(layer.side(), layer.stride(), true));
        }

        @Override
        public Boolean batchNorm(Layer.BatchNorm layer) {
            Layer before = kept.isEmpty() ? layer : kept.get(kept.size() - 1);
            if (!(before instanceof Layer.Convolution || before instanceof Layer.Depthwise)) {
                throw new IllegalArgumentException(
                        "a batch norm must follow a convolution to be folded: " + stage.name());
            }
            scaleLast(stage);
            return false;
        }

        @Override
        public Boolean dropout(Layer.Dropout layer) {
            return false;
        }

        @Override
        public Boolean residual(Layer.Residual layer) {
            List<Layer> body = fold(stage.body());
            return kept.add(new Layer.Residual(body, fold(stage.shortcut())));
        }

        @Override
        public Boolean dense(Layer.Dense layer) {
            carryOver(true, layer.units());
            return kept.add(layer);
        }

        @Override
        public Boolean relu(Layer.Relu layer) {
            return kept.add(layer);
        }

        @Override
        public Boolean silu(Layer.Silu layer) {
            return kept.add(layer);
        }

        @Override
        public Boolean maxPool(Layer.MaxPool layer) {
            return kept.add(layer);
        }

        @Override
        public Boolean globalAveragePool(Layer.GlobalAveragePool layer) {
            return kept.add(layer);
        }

        @Override
        public Boolean flatten(Layer.Flatten layer) {
            return kept.add(layer);
        }

        private void carryOver(boolean biased, int outputs) {
            kernels.add(weights.get(stage.name() + ".kernel"));
            biases.add(biased ? weights.get(stage.name() + ".bias") : new float[outputs]);
        }
    }
}
