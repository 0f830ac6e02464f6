package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for inference in the Open Inference Protocol, version 2, with the extensions binary tensor data and
 * classification.
 *
 * @param id the client's name for the request
 * @param images to be predicted, 1 to 64
 * @param outputs that the client wants
 * @param timeout after which the client does not care any more
 */
public record InferenceRequest(
        Optional<String> id, List<ByteBuffer> images, RequestedOutputs outputs, Optional<Duration> timeout) {
    /** The header that says how many bytes of a body are JSON. */
    public static final String JSON_LENGTH = FramedBody.JSON_LENGTH;

    /**
     * Reads a body.
     *
     * @param jsonLength the header {@link #JSON_LENGTH}; null where all of the body is JSON, 0 where all of it is one image
     * @throws ProblemException if it says nothing that can be served
     */
    public static InferenceRequest read(byte[] body, @Nullable String jsonLength, ImageInput input) {
        if (jsonLength != null && jsonLength.strip().equals("0")) {
            List<ByteBuffer> image = List.of(Base64Image.checked(ByteBuffer.wrap(body), input.maxBytes()));
            JsonNode nothing = JsonNodeFactory.instance.objectNode();
            return new InferenceRequest(Optional.empty(), image, RequestedOutputs.read(nothing), Optional.empty());
        }
        FramedBody framed = FramedBody.of(body, jsonLength);
        JsonNode request = framed.json();
        RequestedOutputs outputs = RequestedOutputs.read(request);
        Optional<Duration> timeout = timeout(request.path("parameters").path("timeout"));
        if (request.path("inputs").size() != 1) {
            throw ProblemException.badRequest("There is one input, with one or several images, not "
                    + request.path("inputs").size() + ".");
        }
        List<ByteBuffer> images = input.read(request.path("inputs").path(0), framed);
        framed.requireEnd();
        return new InferenceRequest(id(request.path("id")), images, outputs, timeout);
    }

    private static Optional<String> id(JsonNode id) {
        if (!id.isMissingNode() && !id.isNull() && !id.isTextual()) {
            throw ProblemException.badRequest("id is a text, not " + id + ".");
        }
        return Optional.ofNullable(id.textValue()).filter(its -> !its.isEmpty());
    }

    /** Triton's parameter, in microseconds. */
    private static Optional<Duration> timeout(JsonNode micros) {
        if (micros.isMissingNode() || micros.isNull()) {
            return Optional.empty();
        }
        if (!micros.canConvertToLong() || micros.longValue() < 0) {
            throw ProblemException.badRequest("timeout is a number of microseconds, not " + micros + ".");
        }
        return micros.longValue() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.max(1, micros.longValue() / 1_000)));
    }
}
