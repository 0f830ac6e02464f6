package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request for predictions in the REST API of TensorFlow Serving, which KServe calls its protocol's version 1: images as
 * {@code {"b64": …}}, as base64, or as the model's own pixels.
 *
 * @param images to be classified, 1 to 64
 * @param isColumnar whether the answer has one list for each output, and not one object for each image
 */
public record ServingRequest(List<ByteBuffer> images, boolean isColumnar) {
    private static final String ROWS = "instances";
    private static final String COLUMNS = "inputs";

    /**
     * Reads a body.
     *
     * @throws ProblemException if it says nothing that can be served
     */
    public static ServingRequest read(byte[] body, ImageInput input) {
        JsonNode request = FramedBody.of(body, null).json();
        String signature = request.path("signature_name").asText();
        if (!signature.isEmpty() && !signature.equals("serving_default")) {
            throw ProblemException.badRequest("The only signature is serving_default, not " + signature + ".");
        }
        if (request.has(ROWS) == request.has(COLUMNS)) {
            throw ProblemException.badRequest("A request has either instances or inputs, with images.");
        }
        boolean isColumnar = request.has(COLUMNS);
        return new ServingRequest(images(unnamed(request.path(isColumnar ? COLUMNS : ROWS)), input), isColumnar);
    }

    private static List<ByteBuffer> images(JsonNode images, ImageInput input) {
        if (images.isBinary()) {
            return input.pixels(ImageInput.samples(images));
        }
        List<ByteBuffer> read = new ArrayList<>();
        for (JsonNode one : list(images)) {
            read.add(image(unnamed(one), input));
        }
        return read;
    }

    private static JsonNode list(JsonNode images) {
        if (!images.isArray() || images.isEmpty() || images.size() > ImageInput.MAX_IMAGES) {
            throw ProblemException.badRequest(
                    "instances, or the one input, is a list of 1 to " + ImageInput.MAX_IMAGES + " images.");
        }
        return images;
    }

    /** There is one input, so that its name says nothing. */
    private static JsonNode unnamed(JsonNode value) {
        return value.isObject() && value.size() == 1 && !value.has("b64")
                ? value.elements().next()
                : value;
    }

    private static ByteBuffer image(JsonNode image, ImageInput input) {
        JsonNode text = image.isObject() ? image.path("b64") : image;
        if (Base64Image.isText(text)) {
            return Base64Image.decode(text, input.maxBytes());
        }
        if (image.isBinary()) {
            return onlyOne(input.pixels(ImageInput.samples(image)));
        }
        throw ProblemException.badRequest("An image is {\"b64\": BASE64}, or a list of the model's own pixels.");
    }

    private static ByteBuffer onlyOne(List<ByteBuffer> images) {
        if (images.size() > 1) {
            throw ProblemException.badRequest("An image has more pixels than the model takes.");
        }
        return images.get(0);
    }
}
