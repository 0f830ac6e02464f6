package io.inferencestream.core.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How pixels are laid into a model's input tensor.
 *
 * @param type of one value, or null to take the model's own
 * @param layout order of the values; without meaning where there is one channel
 * @param channelOrder order of the colours; without meaning where there is one channel
 * @param normalization from pixel to value, channel by channel in that order; {@link Normalization#NONE} where pixels go
 *     in as they are
 * @param tensor the tensor's name, or null where the model has but one input
 */
public record InputEncoding(
        @Nullable ElementType type,
        TensorLayout layout,
        ChannelOrder channelOrder,
        Normalization normalization,
        @Nullable String tensor) {

    /** Pixels as they are, in the order in which they are decoded: nothing to convert. */
    public static final InputEncoding DIRECT =
            new InputEncoding(ElementType.UINT8, TensorLayout.NHWC, Normalization.NONE, null);

    /** Red, green, blue. */
    public InputEncoding(
            @Nullable ElementType type, TensorLayout layout, Normalization normalization, @Nullable String tensor) {
        this(type, layout, ChannelOrder.RGB, normalization, tensor);
    }

    public InputEncoding {
        if (type == ElementType.UINT8 && !normalization.equals(Normalization.NONE)) {
            throw new IllegalArgumentException("a normalization cannot be applied to uint8 input: " + normalization);
        }
    }

    /** The type as the card writes it. */
    public String typeName() {
        return type == null ? "the model's own type" : type.name().toLowerCase(Locale.ROOT);
    }
}
