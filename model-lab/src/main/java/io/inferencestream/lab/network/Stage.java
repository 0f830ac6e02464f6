package io.inferencestream.lab.network;

import io.inferencestream.lab.network.WeightSpec.Start;
import java.util.List;

/**
 * A layer in its place.
 *
 * @param name kind and running number, {@code conv1}
 * @param layer what is computed
 * @param input shape that goes in
 * @param output shape that comes out
 * @param weights what the layer learns or keeps, none for most
 */
public record Stage(String name, Layer layer, FeatureShape input, FeatureShape output, List<WeightSpec> weights) {
    public Stage {
        weights = List.copyOf(weights);
    }

    /** Multiplications and additions for one picture, counted for convolutions and dense layers only. */
    public long multiplications() {
        long kernel = weights.stream()
                .filter(w -> w.name().endsWith(".kernel"))
                .mapToLong(WeightSpec::size)
                .sum();
        return output.isVector() ? kernel : kernel * output.height() * output.width();
    }

    /** Places a layer after one that puts out {@code input}. */
    static Stage of(int number, Layer layer, FeatureShape input) {
        return layer.fold(new Placing(number, input));
    }

    private record Placing(int number, FeatureShape input) implements Layer.Cases<Stage> {
        @Override
        public Stage convolution(Layer.Convolution layer) {
            requireMap("a convolution");
            String name = "conv" + number;
            WeightSpec kernel = new WeightSpec(
                    name + ".kernel",
                    List.of(layer.side(), layer.side(), input.channels(), layer.filters()),
                    Start.HE_NORMAL,
                    true);
            WeightSpec bias = new WeightSpec(name + ".bias", List.of(layer.filters()), Start.ZEROS, true);
            return new Stage(
                    name,
                    layer,
                    input,
                    new FeatureShape(input.height(), input.width(), layer.filters()),
                    layer.bias() ? List.of(kernel, bias) : List.of(kernel));
        }

        @Override
        public Stage batchNorm(Layer.BatchNorm layer) {
            requireMap("a batch norm");
            String name = "norm" + number;
            List<Integer> perChannel = List.of(input.channels());
            return new Stage(
                    name,
                    layer,
                    input,
                    input,
                    List.of(
                            new WeightSpec(name + ".scale", perChannel, Start.ONES, true),
                            new WeightSpec(name + ".offset", perChannel, Start.ZEROS, true),
                            new WeightSpec(name + ".mean", perChannel, Start.ZEROS, false),
                            new WeightSpec(name + ".variance", perChannel, Start.ONES, false)));
        }

        @Override
        public Stage relu(Layer.Relu layer) {
            return plain("relu", layer, input);
        }

        @Override
        public Stage maxPool(Layer.MaxPool layer) {
            requireMap("a pooling layer");
            if (input.height() < layer.side() || input.width() < layer.side()) {
                throw new IllegalArgumentException("a map of " + input + " is too small to pool by " + layer.side());
            }
            return plain(
                    "pool",
                    layer,
                    new FeatureShape(input.height() / layer.side(), input.width() / layer.side(), input.channels()));
        }

        @Override
        public Stage globalAveragePool(Layer.GlobalAveragePool layer) {
            requireMap("a pooling layer");
            return plain("average", layer, FeatureShape.vector(input.channels()));
        }

        @Override
        public Stage flatten(Layer.Flatten layer) {
            requireMap("flattening");
            return plain("flatten", layer, FeatureShape.vector(input.size()));
        }

        @Override
        public Stage dropout(Layer.Dropout layer) {
            return plain("dropout", layer, input);
        }

        @Override
        public Stage dense(Layer.Dense layer) {
            if (!input.isVector()) {
                throw new IllegalArgumentException("a dense layer needs a vector, flatten before it: " + input);
            }
            String name = "dense" + number;
            return new Stage(
                    name,
                    layer,
                    input,
                    FeatureShape.vector(layer.units()),
                    List.of(
                            new WeightSpec(
                                    name + ".kernel", List.of(input.channels(), layer.units()), Start.HE_NORMAL, true),
                            new WeightSpec(name + ".bias", List.of(layer.units()), Start.ZEROS, true)));
        }

        private Stage plain(String kind, Layer layer, FeatureShape output) {
            return new Stage(kind + number, layer, input, output, List.of());
        }

        private void requireMap(String what) {
            if (input.isVector()) {
                throw new IllegalArgumentException(what + " needs a map of pixels, not a vector of " + input);
            }
        }
    }
}
