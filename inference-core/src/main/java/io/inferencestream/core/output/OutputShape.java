package io.inferencestream.core.output;

import io.inferencestream.core.model.ClassesSpec;

/** Compares how many values a model emits for an image with the labels that its card names. */
final class OutputShape {
    private OutputShape() {}

    /**
     * Checks them.
     *
     * @param width values per image
     * @throws UnreadableOutputException if they cannot be read; says what would be right for each that they may be
     */
    static void check(ClassesSpec spec, OutputTensor tensor, int width) throws UnreadableOutputException {
        int labels = spec.labels().size();
        if (width == 1 && labels == 1 && spec.rule().isExclusive()) {
            throw new UnreadableOutputException("the output '" + tensor.name() + "' has one value per image, of which"
                    + " output: " + spec.rule().word() + " with one label always makes 1: " + ofOneValue());
        }
        if (width == 1 && labels > 2) {
            throw new UnreadableOutputException("model.yaml names " + labels + " labels, but the output '"
                    + tensor.name() + "' has one value per image: " + ofOneValue()
                    + "; or name another output as outputTensor");
        }
        if (width != labels && !(width == 1 && labels == 2)) {
            throw new UnreadableOutputException("model.yaml names " + labels + " labels, but the output '"
                    + tensor.name() + "' has " + width
                    + " values per image: list a label for each, in the order of the classes; if they are no classes but a"
                    + " vector, say 'task: embedding', and if they are numbers, 'task: regression'");
        }
    }

    private static String ofOneValue() {
        return "name two labels, that of the low value first, if the value tells two classes apart; say 'output:"
                + " independent' (a probability) or 'output: independent-logits' (a logit) with one label if it tells"
                + " whether that is there; say 'task: regression' if it is a number";
    }
}
