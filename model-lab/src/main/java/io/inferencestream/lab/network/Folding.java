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
    private final List<Layer> layers = new ArrayList<>();
    private final List<float[]> kernels = new ArrayList<>();
    private final List<float[]> biases = new ArrayList<>();

    private Folding() {}

    /**
     * The same classifier without batch norm and dropout.
     *
     * @throws IllegalArgumentException if a batch norm does not follow a convolution
     */
    public static TrainedNetwork fold(TrainedNetwork trained) {
        Folding folding = new Folding();
        for (Stage stage : trained.network().stages()) {
            stage.layer().fold(folding.new Step(stage, trained.weights()));
        }
        return folding.result(trained.network());
    }

    private TrainedNetwork result(Network original) {
        Network network = new Network(original.input(), layers);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        int next = 0;
        for (Stage stage : network.stages()) {
            if (!stage.weights().isEmpty()) {
                arrays.put(stage.name() + ".kernel", kernels.get(next));
                arrays.put(stage.name() + ".bias", biases.get(next++));
            }
        }
        return new TrainedNetwork(network, new Weights(arrays));
    }

    private void scaleLastConvolution(Stage norm, Weights weights) {
        if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof Layer.Convolution)) {
            throw new IllegalArgumentException("a batch norm must follow a convolution to be folded: " + norm.name());
        }
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
        private final Weights weights;

        Step(Stage stage, Weights weights) {
            this.stage = stage;
            this.weights = weights;
        }

        @Override
        public Boolean convolution(Layer.Convolution layer) {
            kernels.add(weights.get(stage.name() + ".kernel"));
            biases.add(layer.bias() ? weights.get(stage.name() + ".bias") : new float[layer.filters()]);
            return layers.add(new Layer.Convolution(layer.filters(), layer.side(), true));
        }

        @Override
        public Boolean batchNorm(Layer.BatchNorm layer) {
            scaleLastConvolution(stage, weights);
            return false;
        }

        @Override
        public Boolean dropout(Layer.Dropout layer) {
            return false;
        }

        @Override
        public Boolean dense(Layer.Dense layer) {
            kernels.add(weights.get(stage.name() + ".kernel"));
            biases.add(weights.get(stage.name() + ".bias"));
            return layers.add(layer);
        }

        @Override
        public Boolean relu(Layer.Relu layer) {
            return layers.add(layer);
        }

        @Override
        public Boolean maxPool(Layer.MaxPool layer) {
            return layers.add(layer);
        }

        @Override
        public Boolean globalAveragePool(Layer.GlobalAveragePool layer) {
            return layers.add(layer);
        }

        @Override
        public Boolean flatten(Layer.Flatten layer) {
            return layers.add(layer);
        }
    }
}
