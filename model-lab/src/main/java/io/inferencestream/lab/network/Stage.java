package io.inferencestream.lab.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * A layer in its place.
 *
 * @param name kind and running number, {@code conv1}; unique in the network
 * @param layer what is computed
 * @param input shape that goes in
 * @param output shape that comes out
 * @param weights what the layer itself learns or keeps, none for most
 * @param body the layers of a residual block in their places; empty for all others
 * @param shortcut the layers beside that body, none for the input as it is
 */
public record Stage(
        String name,
        Layer layer,
        FeatureShape input,
        FeatureShape output,
        List<WeightSpec> weights,
        List<Stage> body,
        List<Stage> shortcut) {
    public Stage {
        weights = List.copyOf(weights);
        body = List.copyOf(body);
        shortcut = List.copyOf(shortcut);
    }

    /** A layer with no others inside. */
    Stage(String name, Layer layer, FeatureShape input, FeatureShape output, List<WeightSpec> weights) {
        this(name, layer, input, output, weights, List.of(), List.of());
    }

    /** Multiplications and additions for one image, counted for this layer's own kernel only. */
    public long multiplications() {
        long kernel = weights.stream()
                .filter(w -> w.name().endsWith(".kernel"))
                .mapToLong(WeightSpec::size)
                .sum();
        return output.isVector() ? kernel : kernel * output.height() * output.width();
    }

    /** What is inside, then this. */
    Stream<Stage> withInner() {
        return Stream.concat(
                Stream.concat(body.stream(), shortcut.stream()).flatMap(Stage::withInner), Stream.of(this));
    }
}
