package io.inferencestream.djl;

import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.decode.image.ImageShape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the card's image lies in a model's input tensor.
 *
 * @param name of the tensor
 * @param imageShape dimensions of one image in the tensor, without the batch
 * @param type of one value, the model's own
 * @param fixedBatch the only batch size the model takes, or -1
 * @param remarks what its owner should know
 */
record ImageInput(String name, List<Long> imageShape, ElementType type, long fixedBatch, List<String> remarks) {
    private static final Logger LOG = LoggerFactory.getLogger(ImageInput.class);

    ImageInput {
        imageShape = List.copyOf(imageShape);
        remarks = List.copyOf(remarks);
    }

    /** An input that is certain. */
    ImageInput(String name, List<Long> imageShape, ElementType type, long fixedBatch) {
        this(name, imageShape, type, fixedBatch, List.of());
    }

    /**
     * Finds out.
     *
     * @throws ModelLoadException naming what does not fit and what to write instead
     */
    static ImageInput of(ModelCard card, List<TensorSpec> inputs) throws ModelLoadException {
        TensorSpec input = only(card, inputs);
        ElementType type = InputType.of(card, input);
        return new ImageInput(
                input.name(), imageShape(card, input), type, fixedBatch(card, input), remarks(card, input));
    }

    /** Bytes of one image in the tensor. */
    int bytes() {
        long values = imageShape.stream().reduce(1L, (a, b) -> a * b);
        return Math.toIntExact(Math.multiplyExact(values, type.bytes()));
    }

    private static TensorSpec only(ModelCard card, List<TensorSpec> inputs) throws ModelLoadException {
        String name = card.encoding().tensor();
        if (name != null) {
            Wiring.place(card, "input.tensor", name, inputs);
        }
        if (inputs.size() != 1) {
            throw Wiring.refuse(
                    card,
                    "takes " + inputs.size() + " inputs, " + TensorSpec.names(inputs)
                            + ": export it with the image as its only input");
        }
        return inputs.get(0);
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
        if (shape.size() == natural.size() && fits(shape, natural)) {
            throw Wiring.refuse(
                    card,
                    "wants " + input + ", one image without a batch dimension: export it with one, with PyTorch by"
                            + " torch.onnx.export of an example [1, " + numbers(natural)
                            + "] and dynamic_axes={'" + input.name() + "': {0: 'N'}}");
        }
        throw Wiring.refuse(
                card,
                "wants " + input + ", but model.yaml describes " + natural + " per image ("
                        + card.encoding().layout() + ")" + remedy(card, declared));
    }

    private static List<String> remarks(ModelCard card, TensorSpec input) {
        List<Long> shape = input.shape();
        boolean isLaidOut = shape != null
                && card.input().channels() > 1
                && fits(shape, 1, natural(card.input(), TensorLayout.NHWC))
                && fits(shape, 1, natural(card.input(), TensorLayout.NCHW));
        if (!isLaidOut) {
            return List.of();
        }
        String remark = "takes its input " + input + " in either order of dimensions: is fed "
                + card.encoding().layout()
                + ", as its card has it or by default; say layout under input if that is wrong";
        LOG.atWarn().addKeyValue("model", card.id()).log("the model {}", remark);
        return List.of(remark);
    }

    private static boolean fits(List<Long> shape, int from, List<Long> wanted) {
        return shape.size() == from + wanted.size() && fits(shape.subList(from, shape.size()), wanted);
    }

    private static String numbers(List<Long> dimensions) {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", "));
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

    /** Fills in the one open dimension; null if the dimensions cannot hold this number of values. */
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
            throw Wiring.refuse(
                    card,
                    "wants " + input + ", always " + batch + " images at once: export it with an open batch dimension");
        }
        return batch;
    }
}
