package io.inferencestream.core.model;

import org.jspecify.annotations.Nullable;

/**
 * How pixels are laid into a model's input tensor.
 *
 * @param type of one value
 * @param layout order of the values; without meaning where there is one channel
 * @param channelOrder order of the colours; without meaning where there is one channel
 * @param normalization from pixel to float, channel by channel in that order; {@link Normalization#NONE} where the type is
 *     uint8
 * @param tensor the tensor's name, or null where the model has but one input
 */
public record InputEncoding(
        ElementType type,
        TensorLayout layout,
        ChannelOrder channelOrder,
        Normalization normalization,
        @Nullable String tensor) {

    /** Pixels as they are, in the order in which they are decoded: nothing to convert. */
    public static final InputEncoding DIRECT =
            new InputEncoding(ElementType.UINT8, TensorLayout.NHWC, Normalization.NONE, null);

    /** Red, green, blue. */
    public InputEncoding(ElementType type, TensorLayout layout, Normalization normalization, @Nullable String tensor) {
        this(type, layout, ChannelOrder.RGB, normalization, tensor);
    }

    public InputEncoding {
        if (type == ElementType.UINT8 && !normalization.equals(Normalization.NONE)) {
            throw new IllegalArgumentException("a normalization needs float32 input: " + normalization);
        }
    }
}
