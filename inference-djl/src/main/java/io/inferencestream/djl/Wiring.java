package io.inferencestream.djl;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.decode.image.ImageShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a card's words and a model's tensors fit together.
 *
 * @param imageShape dimensions of one image in the input tensor, without the batch
 * @param output place of the output with the scores among the model's outputs
 * @param activationMap place of the output with the activation map, or -1
 * @param fixedBatch the only batch size the model takes, or -1
 */
record Wiring(List<Long> imageShape, int output, int activationMap, long fixedBatch) {
    private static final int NONE = -1;

    Wiring {
        imageShape = List.copyOf(imageShape);
    }

    /**
     * Finds out.
     *
     * @throws ModelLoadException naming what does not fit and what to write instead
     */
    static Wiring of(ModelCard card, List<TensorSpec> inputs, List<TensorSpec> outputs) throws ModelLoadException {
        TensorSpec input = input(card, inputs);
        checkType(card, input);
        ClassesSpec classes = (ClassesSpec) card.answers();
        String mapName = classes.activationMap();
        int map = mapName == null ? NONE : place(card, "activationMap", mapName, outputs);
        int output = output(card, classes.tensor(), outputs, map);
        return new Wiring(imageShape(card, input), output, map, fixedBatch(card, input));
    }

    private static TensorSpec input(ModelCard card, List<TensorSpec> inputs) throws ModelLoadException {
        String name = card.encoding().tensor();
        if (name != null) {
            place(card, "input.tensor", name, inputs);
        }
        if (inputs.size() != 1) {
            throw refuse(
                    card,
                    "takes " + inputs.size() + " inputs, " + TensorSpec.names(inputs)
                            + ": export it with the image as its only input");
        }
        return inputs.get(0);
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

    private static int place(ModelCard card, String key, String name, List<TensorSpec> specs)
            throws ModelLoadException {
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

    private static void checkType(ModelCard card, TensorSpec input) throws ModelLoadException {
        String declared = card.encoding().type().name().toLowerCase(Locale.ROOT);
        if (!input.type().equals(declared)) {
            boolean servable = input.type().equals("uint8") || input.type().equals("float32");
            throw refuse(
                    card,
                    "wants " + input + ", but model.yaml says input.type: " + declared + "; "
                            + (servable
                                    ? "say 'type: " + input.type() + "'"
                                            + (input.type().equals("float32") ? " with its mean and scale" : "")
                                    : "export it with uint8 or float32 input"));
        }
    }

    /** The model's own dimensions where they hold as many values as the card's image, be they flat or not. */
    private static List<Long> imageShape(ModelCard card, TensorSpec input) throws ModelLoadException {
        List<Long> natural = natural(card.input(), card.encoding().layout());
        List<Long> shape = input.shape();
        if (shape == null) {
            return natural;
        }
        List<Long> declared = shape.subList(Math.min(1, shape.size()), shape.size());
        if (declared.size() == natural.size()) {
            if (fits(declared, natural)) {
                return natural;
            }
        } else {
            List<Long> filled = filled(declared, card.input().bytes());
            if (filled != null) {
                return filled;
            }
        }
        throw refuse(
                card,
                "wants " + input + ", but model.yaml describes " + natural + " per image ("
                        + card.encoding().layout() + ")" + remedy(card, declared));
    }

    private static String remedy(ModelCard card, List<Long> declared) {
        TensorLayout other = card.encoding().layout() == TensorLayout.NHWC ? TensorLayout.NCHW : TensorLayout.NHWC;
        List<Long> turned = natural(card.input(), other);
        return declared.size() == turned.size() && fits(declared, turned)
                ? ": say 'layout: " + other + "' under input"
                : ": correct width, height and channels under input";
    }

    private static List<Long> natural(ImageShape input, TensorLayout layout) {
        long width = input.width();
        long height = input.height();
        long channels = input.channels();
        return layout == TensorLayout.NHWC ? List.of(height, width, channels) : List.of(channels, height, width);
    }

    private static boolean fits(List<Long> declared, List<Long> wanted) {
        return IntStream.range(0, wanted.size())
                .allMatch(i ->
                        TensorSpec.isOpen(declared.get(i)) || declared.get(i).equals(wanted.get(i)));
    }

    /** The dimensions with the one open among them worked out, or null if they cannot hold so many values. */
    private static @Nullable List<Long> filled(List<Long> declared, long values) {
        long known = declared.stream().filter(d -> !TensorSpec.isOpen(d)).reduce(1L, (a, b) -> a * b);
        long open = declared.stream().filter(TensorSpec::isOpen).count();
        if (known == 0 || open > 1 || (open == 0 ? known != values : values % known != 0)) {
            return null;
        }
        return declared.stream()
                .map(dimension -> TensorSpec.isOpen(dimension) ? values / known : dimension)
                .toList();
    }

    private static long fixedBatch(ModelCard card, TensorSpec input) throws ModelLoadException {
        long batch = input.batch();
        if (!TensorSpec.isOpen(batch) && batch != 1) {
            throw refuse(
                    card,
                    "wants " + input + ", always " + batch + " images at once: export it with an open batch dimension");
        }
        return batch;
    }

    /** Bytes of one value of the input. */
    static int bytesPerValue(ElementType type) {
        return type == ElementType.UINT8 ? Byte.BYTES : Float.BYTES;
    }

    static ModelLoadException refuse(ModelCard card, String why) {
        return new ModelLoadException("model " + card.id() + " " + why);
    }
}
