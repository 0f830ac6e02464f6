package io.inferencestream.lab.network;

import io.inferencestream.decode.image.ImageShape;
import java.util.List;

/**
 * A classifier as a list of layers, from uint8 pixels (scaled to 0..1 first) to one score per class; the softmax that
 * follows is not a layer.
 *
 * @param input the image
 * @param layers in the order they are applied; shapes fit, and the last puts out a vector
 */
public record Network(ImageShape input, List<Layer> layers) {
    public Network {
        layers = List.copyOf(layers);
        FeatureShape output = new Placement()
                .place(shape(input), layers).stream()
                        .reduce((first, second) -> second)
                        .map(Stage::output)
                        .orElseThrow(() -> new IllegalArgumentException("layers must not be empty"));
        if (!output.isVector()) {
            throw new IllegalArgumentException("the last layer must put out a vector, one score per class: " + output);
        }
    }

    /** The layers in their places, with shapes and weights. */
    public List<Stage> stages() {
        return new Placement().place(shape(input), layers);
    }

    /** Every layer in its place, those inside residual blocks too, in the order they are computed. */
    public List<Stage> everyStage() {
        return stages().stream().flatMap(Stage::withInner).toList();
    }

    /** Whether the scores are a dense layer over each channel's mean, so that a class activation map can be had. */
    public boolean endsInAverage() {
        List<Layer> plain =
                layers.stream().filter(l -> !(l instanceof Layer.Dropout)).toList();
        int count = plain.size();
        return count >= 2
                && plain.get(count - 1) instanceof Layer.Dense
                && plain.get(count - 2) instanceof Layer.GlobalAveragePool;
    }

    /** How many scores come out. */
    public int classes() {
        List<Stage> stages = stages();
        return stages.get(stages.size() - 1).output().channels();
    }

    /** Every array of weights, in the order of the layers. */
    public List<WeightSpec> weights() {
        return everyStage().stream().flatMap(s -> s.weights().stream()).toList();
    }

    /** How many numbers all weights hold. */
    public int parameters() {
        return weights().stream().mapToInt(WeightSpec::size).sum();
    }

    /** Multiplications and additions for one image. */
    public long multiplications() {
        return everyStage().stream().mapToLong(Stage::multiplications).sum();
    }

    private static FeatureShape shape(ImageShape input) {
        return new FeatureShape(input.height(), input.width(), input.channels());
    }
}
