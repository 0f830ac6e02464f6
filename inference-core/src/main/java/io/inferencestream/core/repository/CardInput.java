package io.inferencestream.core.repository;

import static io.inferencestream.settings.Quantities.count;
import static io.inferencestream.settings.Texts.choice;
import static io.inferencestream.settings.Texts.matching;
import static io.inferencestream.settings.Texts.text;

import io.inferencestream.core.model.ChannelOrder;
import io.inferencestream.core.model.ElementType;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.Normalization;
import io.inferencestream.core.model.TensorLayout;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.settings.Section;
import io.inferencestream.settings.TextType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a card says of the model's input.
 *
 * @param shape of the image that the model wants
 * @param encoding how that is laid into the tensor
 */
record CardInput(ImageShape shape, InputEncoding encoding) {
    private static final TextType<Integer> SIDE = count(1, 1 << 14);

    /** Reads the section {@code input}. */
    static CardInput read(Section keys) {
        ImageShape shape = new ImageShape(
                keys.required("width", SIDE, "224", "Pixels across of the image that the model wants."),
                keys.required("height", SIDE, "224", "Pixels down."),
                Integer.parseInt(keys.required(
                        "channels", matching("[13]", "is neither 1 nor 3", "1 for gray or 3 for RGB"), "3", """
                                Values of one pixel.""")));
        ElementType type = type(keys);
        TensorLayout layout = keys.value("layout", choice(TensorLayout.class, Enum::name), "NHWC", """
                The order of the input tensor: batch, height, width, channels, by their letters.""");
        ChannelOrder order = channelOrder(keys, shape.channels());
        Optional<String> tensor = keys.value("tensor", text().orNone(), "", """
                Name of the input tensor. May be left out where the model has one input.""");
        Normalization normalization = new CardNormalization(keys, shape.channels()).read();
        return new CardInput(
                shape, new InputEncoding(type, layout, order, ofType(keys, type, normalization), tensor.orElse(null)));
    }

    private static @Nullable ElementType type(Section keys) {
        Optional<ElementType> type = keys.value(
                "type", choice(ElementType.class, ModelCardReader::spelling).orNone(), "", """
                What one value of the input tensor is. uint8: the pixel as it is, 0 to 255. The others: the pixel after \
                range, mean, and std or scale, rounded to a whole number for int8, int32 and int64. A float of one \
                width stands for those of any. Left out: the model's own type, unless that is a float and no other key says \
                which numbers pixels become.""");
        return type.orElse(null);
    }

    private static ChannelOrder channelOrder(Section keys, int channels) {
        ChannelOrder order = keys.value("channelOrder", choice(ChannelOrder.class, Enum::name), "RGB", """
                The order of the colours that the model was trained on. BGR: blue first, as OpenCV reads images. mean, \
                std and scale are in this order.""");
        if (order == ChannelOrder.BGR && channels == 1) {
            keys.problemBeside(
                    List.of("channels"), "channelOrder", "is given for one channel", "Leave it out for gray images.");
            return ChannelOrder.RGB;
        }
        return order;
    }

    private static Normalization ofType(Section keys, @Nullable ElementType type, Normalization normalization) {
        if (type != ElementType.UINT8 || normalization.equals(Normalization.NONE)) {
            return normalization;
        }
        keys.problemBeside(
                List.of("type"),
                "type",
                "is uint8, but range, mean, std or scale is given",
                "Write the type that the model wants, such as type: float32, or leave them out.");
        return Normalization.NONE;
    }
}
