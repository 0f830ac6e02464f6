package io.inferencestream.lab.export;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.repository.ModelCardWriter;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A network with the weights it would start training with: it knows nothing, and takes as long as a trained one. */
public final class UntrainedModel {
    private static final int TOP_K = 5;

    private UntrainedModel() {}

    /**
     * Publishes one as a SavedModel whose classes are called by their numbers.
     *
     * @param name of the network, for the card
     * @param place as {@link NewVersion#at} takes it
     * @return its folder
     */
    public static Path publish(Network network, String name, long seed, Path place) throws IOException {
        try (NewVersion version = NewVersion.at(place)) {
            TrainedNetwork untrained = new TrainedNetwork(network, Weights.initial(network, seed));
            ExportFormat.SAVEDMODEL.write(
                    untrained,
                    () -> {
                        throw new IllegalStateException("a SavedModel takes no calibration");
                    },
                    version.staging());
            ModelCardWriter.write(
                    card(version, network).withOrigin(origin(network, name, seed), Map.of()), version.staging());
            return version.publish();
        }
    }

    private static ModelCard card(NewVersion version, Network network) {
        List<String> classes = IntStream.range(0, network.classes())
                .mapToObj(Integer::toString)
                .toList();
        return new ModelCard(
                version.id(),
                network.input(),
                InputEncoding.DIRECT,
                Resizing.CENTER_CROP.withFilter(ResizeFilter.BILINEAR, true),
                new ClassesSpec(
                        classes,
                        Math.min(TOP_K, classes.size()),
                        OutputRule.PROBABILITIES,
                        InferenceGraph.OUTPUT,
                        null),
                "");
    }

    private static Map<String, String> origin(Network network, String name, long seed) {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("network", name);
        origin.put("trainedBy", "nobody: the weights are random, for measuring speed");
        origin.put("seed", String.valueOf(seed));
        origin.put("parameters", String.valueOf(network.parameters()));
        origin.put("multiplications", String.valueOf(network.multiplications()));
        return origin;
    }
}
