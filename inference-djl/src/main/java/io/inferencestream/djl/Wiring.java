package io.inferencestream.djl;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.predict.ModelLoadException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a card's words and a model's tensors fit together.
 *
 * @param input how an image lies in the input tensor
 * @param output place of the output with the scores among the model's outputs
 * @param activationMap place of the output with the activation map, or -1
 */
record Wiring(ImageInput input, int output, int activationMap) {
    private static final int NONE = -1;

    /**
     * Finds out.
     *
     * @throws ModelLoadException naming what does not fit and what to write instead
     */
    static Wiring of(ModelCard card, List<TensorSpec> inputs, List<TensorSpec> outputs) throws ModelLoadException {
        ImageInput input = ImageInput.of(card, inputs);
        ClassesSpec classes = (ClassesSpec) card.answers();
        String mapName = classes.activationMap();
        int map = mapName == null ? NONE : place(card, "activationMap", mapName, outputs);
        int output = output(card, classes.tensor(), outputs, map);
        return new Wiring(input, output, map);
    }

    private static int output(ModelCard card, @Nullable String name, List<TensorSpec> outputs, int map)
            throws ModelLoadException {
        if (name != null) {
            return place(card, "outputTensor", name, outputs);
        }
        int[] others = IntStream.range(0, outputs.size()).filter(i -> i != map).toArray();
        if (others.length != 1) {
            throw refuse(
                    card,
                    "has the outputs " + TensorSpec.names(outputs)
                            + ": name the one with a score for each class in model.yaml as outputTensor");
        }
        return others[0];
    }

    static int place(ModelCard card, String key, String name, List<TensorSpec> specs) throws ModelLoadException {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw refuse(
                card,
                "has no tensor '" + name + "', which model.yaml names as " + key + ": it has "
                        + TensorSpec.names(specs));
    }

    static ModelLoadException refuse(ModelCard card, String why) {
        return new ModelLoadException("model " + card.id() + " " + why);
    }
}
