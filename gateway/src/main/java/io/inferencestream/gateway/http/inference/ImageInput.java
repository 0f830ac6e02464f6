package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes images out of an input tensor: encoded ones of datatype {@code BYTES}, in base64 or binary, or the model's own pixels
 * of datatype {@code UINT8}, which become PNGs.
 *
 * @param maxBytes of one encoded image
 * @param pixels what the model takes; empty where it is not known
 */
public record ImageInput(int maxBytes, Optional<PixelShape> pixels) {
    static final int MAX_IMAGES = 64;

    /** Lengths are below it, so that no product of two overflows. */
    private static final long MAX_PRODUCT = 1L << 31;

    /** For a model, or for one of which nothing is known. */
    public static ImageInput of(int maxBytes, Optional<ModelAnnouncement> model) {
        return new ImageInput(maxBytes, model.map(PixelShape::of));
    }

    /** @throws ProblemException if the input holds no images */
    List<ByteBuffer> read(JsonNode input, FramedBody body) {
        JsonNode parameters = input.path("parameters");
        if (parameters.has("shared_memory_region")) {
            throw ProblemException.badRequest("Shared memory is not served; send the tensor in the body.");
        }
        JsonNode binarySize = parameters.path("binary_data_size");
        List<Long> shape = shape(input.path("shape"));
        return switch (input.path("datatype").asText()) {
            case "BYTES" -> encoded(shape, input.path("data"), binarySize, body);
            case "UINT8" ->
                images(shape, binarySize.isMissingNode() ? samples(input.path("data")) : body.take(binarySize));
            default ->
                throw ProblemException.badRequest(
                        "The input has the datatype BYTES, for encoded images, or UINT8, for pixels of the model's shape.");
        };
    }

    private static List<Long> shape(JsonNode shape) {
        List<Long> lengths = new ArrayList<>();
        for (JsonNode length : shape) {
            if (!length.isIntegralNumber() || !length.canConvertToInt() || length.longValue() < 0) {
                throw ProblemException.badRequest("shape is a list of whole numbers, not " + shape + ".");
            }
            lengths.add(length.longValue());
        }
        return lengths;
    }

    private List<ByteBuffer> encoded(List<Long> shape, JsonNode data, JsonNode binarySize, FramedBody body) {
        List<ByteBuffer> images = new ArrayList<>();
        if (binarySize.isMissingNode()) {
            base64(data, images);
        } else {
            binary(body.take(binarySize), images);
        }
        requireCount(images.size());
        long product =
                shape.isEmpty() ? -1 : shape.stream().reduce(1L, (all, length) -> Math.min(all * length, MAX_PRODUCT));
        if (product != images.size()) {
            throw ProblemException.badRequest(
                    "shape " + shape + " says another number of images than the input holds, " + images.size() + ".");
        }
        return images;
    }

    /** Adds the images of a list of texts, however deep it is nested. */
    private void base64(JsonNode data, List<ByteBuffer> images) {
        if (Base64Image.isText(data)) {
            requireCount(images.size() + 1);
            images.add(Base64Image.decode(data, maxBytes));
        } else if (data.isArray()) {
            data.forEach(inner -> base64(inner, images));
        } else {
            throw ProblemException.badRequest("data of datatype BYTES is a list of images in base64.");
        }
    }

    private void binary(ByteBuffer tensor, List<ByteBuffer> images) {
        while (tensor.hasRemaining()) {
            int size = tensor.remaining() < Integer.BYTES ? -1 : tensor.getInt();
            if (size < 0 || size > tensor.remaining()) {
                throw ProblemException.badRequest(
                        "A binary tensor of datatype BYTES is for each element its size, four bytes, and its bytes.");
            }
            requireCount(images.size() + 1);
            images.add(element(tensor.slice().limit(size).slice()));
            tensor.position(tensor.position() + size);
        }
    }

    /** Some clients have no bytes but only texts: an element that is base64 through and through is no image as it is. */
    private ByteBuffer element(ByteBuffer element) {
        return Base64Image.isText(element)
                ? Base64Image.decode(EncodedText.plain(element), maxBytes)
                : Base64Image.checked(element, maxBytes);
    }

    private static void requireCount(int images) {
        if (images < 1 || images > MAX_IMAGES) {
            throw ProblemException.badRequest("An input holds 1 to " + MAX_IMAGES + " images.");
        }
    }

    /**
     * Images of the model's shape, one after another.
     *
     * @throws ProblemException if these are not so many pixels
     */
    List<ByteBuffer> pixels(ByteBuffer samples) {
        PixelShape one = known();
        long count = Math.max(1, samples.remaining() / one.bytes());
        return images(List.of(count, (long) one.height(), (long) one.width(), (long) one.channels()), samples);
    }

    private List<ByteBuffer> images(List<Long> shape, ByteBuffer samples) {
        PixelShape one = known();
        int count = one.images(shape);
        if (samples.remaining() != (long) count * one.bytes()) {
            throw ProblemException.badRequest("A tensor of shape " + shape + " has " + (long) count * one.bytes()
                    + " elements, not " + samples.remaining() + ".");
        }
        List<ByteBuffer> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer image = samples.duplicate().position(samples.position() + i * one.bytes());
            images.add(Base64Image.checked(Png.of(image, one), maxBytes));
        }
        return images;
    }

    private PixelShape known() {
        return pixels.orElseThrow(() -> ProblemException.unavailable(
                "No instance has announced this model, so the shape of its pixels is not known; send encoded images."));
    }

    /** The pixels of a list of numbers, nested or flat. */
    static ByteBuffer samples(JsonNode data) {
        if (data instanceof BinaryNode pixels) {
            return ByteBuffer.wrap(pixels.binaryValue());
        }
        throw ProblemException.badRequest("data of datatype UINT8 is a list of numbers.");
    }
}
