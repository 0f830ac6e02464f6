package io.inferencestream.core.foreign;

import java.util.List;
import java.util.Optional;

/** Writes down what a model's own file says of its input and outputs. */
final class TensorFacts {
    private TensorFacts() {}

    /** Adds what the tensors tell and nobody has said yet, and asks for what they leave open. */
    static void add(ModelDescription model, CardDraft draft) {
        if (model.inputs().size() == 1) {
            addInput(model.inputs().get(0), model.file(), draft);
        } else {
            draft.ask(
                    "input.tensor",
                    model.file() + " has " + model.inputs().size() + " inputs: " + model.inputs(),
                    "Export the model with the image as its only input.");
        }
        if (!model.signature().isEmpty() && !model.signature().equals("serving_default")) {
            draft.putText("signature", model.signature(), model.file() + ": its only signature");
        }
    }

    private static void addInput(DeclaredTensor input, String file, CardDraft draft) {
        List<Long> shape = input.shape();
        String origin = file + ": input " + input;
        boolean isPlanar = shape.size() == 4 && isChannels(shape.get(1)) && !isChannels(shape.get(3));
        boolean isInterleaved = shape.size() == 4 && isChannels(shape.get(3)) && !isChannels(shape.get(1));
        if (isPlanar || isInterleaved) {
            int first = isPlanar ? 2 : 1;
            putSide(draft, "input.height", shape.get(first), origin);
            putSide(draft, "input.width", shape.get(first + 1), origin);
            draft.put("input.channels", Long.toString(shape.get(isPlanar ? 1 : 3)), origin);
            draft.put("input.layout", isPlanar ? "NCHW" : "NHWC", origin);
        } else {
            draft.ask("input.layout", origin + " does not tell where the channels are", "Write NCHW or NHWC.");
        }
        if (input.type().matches("u?int\\d+|float\\d+")) {
            draft.put("input.type", input.type(), origin);
        }
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    private static void putSide(CardDraft draft, String key, long size, String origin) {
        if (size > 0) {
            draft.put(key, Long.toString(size), origin);
        }
    }

    /** The output that a model has, or of several the one of that name. */
    static Optional<DeclaredTensor> output(ModelDescription model, String name) {
        if (model.outputs().size() == 1) {
            return Optional.of(model.outputs().get(0));
        }
        return model.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst();
    }
}
