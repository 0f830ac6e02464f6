package io.inferencestream.djl;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.output.AnswerReader;
import io.inferencestream.core.output.UnreadableOutputException;
import io.inferencestream.core.predict.ModelLoadException;
import java.util.List;

/**
 * How a card's words and a model's tensors fit together.
 *
 * @param input how an image lies in the input tensor
 * @param outputs the model's outputs
 * @param reader reads some of them
 */
record Wiring(ImageInput input, List<TensorSpec> outputs, AnswerReader reader) {
    Wiring {
        outputs = List.copyOf(outputs);
    }

    /**
     * Finds out.
     *
     * @throws ModelLoadException naming what does not fit and what to write instead
     */
    static Wiring of(ModelCard card, List<TensorSpec> inputs, List<TensorSpec> outputs) throws ModelLoadException {
        ImageInput input = ImageInput.of(card, inputs);
        try {
            return new Wiring(input, outputs, AnswerReader.of(card, outputs));
        } catch (UnreadableOutputException e) {
            throw refuse(card, String.valueOf(e.getMessage()));
        }
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
