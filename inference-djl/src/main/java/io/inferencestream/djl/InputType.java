package io.inferencestream.djl;

import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.TensorSpec;
import io.inferencestream.core.predict.ModelLoadException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the type of a model's input values, and refuses a card that feeds them something else. */
final class InputType {
    private static final int MAX_PIXEL = 255;

    private InputType() {}

    /**
     * The model's own type, which the card may leave out.
     *
     * @throws ModelLoadException if it cannot be fed, or the card says otherwise or not enough
     */
    static ElementType of(ModelCard card, TensorSpec input) throws ModelLoadException {
        Optional<ElementType> own = Arrays.stream(ElementType.values())
                .filter(type -> word(type).equals(input.type()))
                .findFirst();
        if (own.isEmpty()) {
            throw Wiring.refuse(
                    card,
                    "wants " + input + ", which cannot be fed: export it with float32 or uint8 input; known are "
                            + Arrays.stream(ElementType.values())
                                    .map(InputType::word)
                                    .collect(Collectors.joining(", ")));
        }
        ElementType type = own.get();
        checkDeclared(card, input, type);
        checkRange(card, input, type);
        return type;
    }

    private static void checkDeclared(ModelCard card, TensorSpec input, ElementType own) throws ModelLoadException {
        ElementType declared = card.encoding().type();
        boolean isPlain = card.encoding().normalization().equals(Normalization.NONE);
        if (declared == null) {
            checkLeftOut(card, input, own, isPlain);
        } else if (!stands(declared, own)) {
            throw Wiring.refuse(
                    card,
                    "wants " + input + ", but model.yaml says input.type: " + word(declared) + "; say 'type: "
                            + word(own) + "'" + (own.isFloat() ? " with its mean and scale" : ""));
        }
    }

    private static void checkLeftOut(ModelCard card, TensorSpec input, ElementType own, boolean isPlain)
            throws ModelLoadException {
        if (own.isFloat() && isPlain) {
            throw Wiring.refuse(
                    card,
                    "wants " + input + ", but model.yaml does not say which numbers pixels become: write mean and"
                            + " scale under input, or 'type: " + word(own) + "' if the model takes 0 to 255");
        }
        if (own == ElementType.UINT8 && !isPlain) {
            throw Wiring.refuse(
                    card, "wants " + input + ", pixels as they are: leave mean and scale out of model.yaml");
        }
    }

    /** Floats differ in nothing but rounding, and a pixel fits into any whole number of 32 bits or more. */
    private static boolean stands(ElementType declared, ElementType own) {
        boolean takesPixels = own == ElementType.INT32 || own == ElementType.INT64;
        return declared == own || declared.isFloat() && own.isFloat() || declared == ElementType.UINT8 && takesPixels;
    }

    private static void checkRange(ModelCard card, TensorSpec input, ElementType own) throws ModelLoadException {
        Normalization normalization = card.encoding().normalization();
        for (int channel = 0; channel < card.input().channels(); channel++) {
            for (int pixel = 0; pixel <= MAX_PIXEL; pixel++) {
                String wrong = wrong(normalization.apply(pixel, channel), own);
                if (wrong != null) {
                    throw Wiring.refuse(
                            card,
                            "wants " + input + ", but by mean and scale of model.yaml the pixel " + pixel + " becomes "
                                    + normalization.apply(pixel, channel) + ", " + wrong);
                }
            }
        }
    }

    private static @Nullable String wrong(float value, ElementType own) {
        return switch (own) {
            case INT8 ->
                Math.rint(value) < Byte.MIN_VALUE || Math.rint(value) > Byte.MAX_VALUE
                        ? "which int8 cannot hold: write 'mean: 128' if the model takes pixels less 128"
                        : null;
            case INT32, INT64 ->
                value == Math.rint(value)
                        ? null
                        : "which is no whole number: correct mean and scale, or export the model with float32 input";
            case FLOAT16 ->
                Math.abs(value) < Halves.OVERFLOW ? null : "which float16 cannot hold: correct mean and scale";
            case UINT8, FLOAT32, FLOAT64 -> null;
        };
    }

    private static String word(ElementType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
