package io.inferencestream.lab.network;

import io.inferencestream.core.repository.InputShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A classifier as a list of layers, from uint8 pixels (scaled to 0..1 first) to one score per class; the softmax that
 * follows is not a layer.
 *
 * @param input the picture
 * @param layers in the order they are applied; shapes fit, and the last puts out a vector
 */
public record Network(InputShape input, List<Layer> layers) {
    public Network {
        layers = List.copyOf(layers);
        FeatureShape output = place(input, layers).stream()
                .reduce((first, second) -> second)
                .map(Stage::output)
                .orElseThrow(() -> new IllegalArgumentException("layers must not be empty"));
        if (!output.isVector()) {
            throw new IllegalArgumentException("the last layer must put out a vector, one score per class: " + output);
        }
    }

    /** The layers in their places, with shapes and weights. */
    public List<Stage> stages() {
        return place(input, layers);
    }

    /** How many scores come out. */
    public int classes() {
        List<Stage> stages = stages();
        return stages.get(stages.size() - 1).output().channels();
    }

    /** Every array of weights, in the order of the layers. */
    public List<WeightSpec> weights() {
        return stages().stream().flatMap(s -> s.weights().stream()).toList();
    }

    /** How many numbers all weights hold. */
    public int parameters() {
        return weights().stream().mapToInt(WeightSpec::size).sum();
    }

    /** Multiplications and additions for one picture. */
    public long multiplications() {
        return stages().stream().mapToLong(Stage::multiplications).sum();
    }

    private static List<Stage> place(InputShape input, List<Layer> layers) {
        List<Stage> stages = new ArrayList<>();
        FeatureShape shape = new FeatureShape(input.height(), input.width(), input.channels());
        for (Layer layer : layers) {
            Stage stage = Stage.of(stages.size() + 1, layer, shape);
            stages.add(stage);
            shape = stage.output();
        }
        return stages;
    }
}
