package io.inferencestream.lab.network;

import io.inferencestream.lab.network.WeightSpec.Start;
import java.util.ArrayList;
import java.util.List;

/** Puts layers into their places: names, shapes, weights. One instance for one network, for it counts the names. */
final class Placement implements Layer.Cases<Stage> {
    private int number;
    private FeatureShape input = FeatureShape.vector(1);

    /**
     * The layers one after another.
     *
     * @throws IllegalArgumentException if one does not fit the shape that it is given
     */
    List<Stage> place(FeatureShape first, List<Layer> layers) {
        List<Stage> stages = new ArrayList<>();
        FeatureShape shape = first;
        for (Layer layer : layers) {
            input = shape;
            Stage stage = layer.fold(this);
            stages.add(stage);
            shape = stage.output();
        }
        return stages;
    }

    @Override
    public Stage convolution(Layer.Convolution layer) {
        requireMap("a convolution");
        String name = next("conv");
        List<Integer> kernel = List.of(layer.side(), layer.side(), input.channels(), layer.filters());
        FeatureShape output = strided(layer.stride(), layer.filters());
        return new Stage(name, layer, input, output, kernelAndBias(name, kernel, layer.filters(), layer.bias()));
    }

    @Override
    public Stage depthwise(Layer.Depthwise layer) {
        requireMap("a depthwise convolution");
        String name = next("depthwise");
        List<Integer> kernel = List.of(layer.side(), layer.side(), input.channels(), 1);
        FeatureShape output = strided(layer.stride(), input.channels());
        return new Stage(name, layer, input, output, kernelAndBias(name, kernel, input.channels(), layer.bias()));
    }

    @Override
    public Stage batchNorm(Layer.BatchNorm layer) {
        requireMap("a batch norm");
        String name = next("norm");
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
    public Stage silu(Layer.Silu layer) {
        return plain("silu", layer, input);
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
    public Stage residual(Layer.Residual layer) {
        FeatureShape shared = input;
        List<Stage> body = place(shared, layer.body());
        List<Stage> shortcut = place(shared, layer.shortcut());
        FeatureShape output = last(body, shared);
        if (!output.equals(last(shortcut, shared))) {
            throw new IllegalArgumentException("a residual block's body puts out " + output + ", but its shortcut "
                    + last(shortcut, shared) + ": both must be alike");
        }
        return new Stage(next("add"), layer, shared, output, List.of(), body, shortcut);
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
        String name = next("dense");
        List<Integer> kernel = List.of(input.channels(), layer.units());
        return new Stage(
                name,
                layer,
                input,
                FeatureShape.vector(layer.units()),
                kernelAndBias(name, kernel, layer.units(), true));
    }

    private static FeatureShape last(List<Stage> stages, FeatureShape ifNone) {
        return stages.isEmpty() ? ifNone : stages.get(stages.size() - 1).output();
    }

    private FeatureShape strided(int stride, int channels) {
        return new FeatureShape(
                (input.height() + stride - 1) / stride, (input.width() + stride - 1) / stride, channels);
    }

    private static List<WeightSpec> kernelAndBias(String name, List<Integer> dimensions, int outputs, boolean biased) {
        WeightSpec kernel = new WeightSpec(name + ".kernel", dimensions, Start.HE_NORMAL, true);
        WeightSpec bias = new WeightSpec(name + ".bias", List.of(outputs), Start.ZEROS, true);
        return biased ? List.of(kernel, bias) : List.of(kernel);
    }

    private Stage plain(String kind, Layer layer, FeatureShape output) {
        return new Stage(next(kind), layer, input, output, List.of());
    }

    private String next(String kind) {
        number++;
        return kind + number;
    }

    private void requireMap(String what) {
        if (input.isVector()) {
            throw new IllegalArgumentException(what + " needs a map of pixels, not a vector of " + input);
        }
    }
}
