package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A body under the binary tensor extension: JSON, and after it the tensors' bytes, one tensor after another.
 *
 * <p>Not thread-safe: its reader takes the tensors in turn.
 */
final class FramedBody {
    /** The header that says how many bytes of a body are JSON. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final JsonNode json;
    private final ByteBuffer tensors;

    private FramedBody(JsonNode json, ByteBuffer tensors) {
        this.json = json;
        this.tensors = tensors;
    }

    /**
     * Reads the JSON of a body.
     *
     * @param jsonLength the header {@link #JSON_LENGTH}; null where all of it is JSON
     * @throws ProblemException if the header or the JSON cannot be read
     */
    static FramedBody of(byte[] body, @Nullable String jsonLength) {
        int length = jsonLength == null ? body.length : length(jsonLength, body.length);
        JsonNode json = json(body, length);
        if (!json.isObject()) {
            throw ProblemException.badRequest(
                    "The body is not a JSON object; where binary tensors follow it, the header " + JSON_LENGTH
                            + " says how many bytes it has.");
        }
        return new FramedBody(json, ByteBuffer.wrap(body, length, body.length - length));
    }

    private static JsonNode json(byte[] body, int length) {
        try {
            return CompactJson.read(body, length);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes does no input or output", e);
        }
    }

    private static int length(String jsonLength, int max) {
        if (!jsonLength.strip().matches("\\d{1,9}") || Integer.parseInt(jsonLength.strip()) > max) {
            throw ProblemException.badRequest(JSON_LENGTH + " is the size of the JSON in bytes, at most the body's "
                    + max + ", not " + jsonLength + ".");
        }
        return Integer.parseInt(jsonLength.strip());
    }

    JsonNode json() {
        return json;
    }

    /** The next tensor's bytes, little-endian. */
    ByteBuffer take(JsonNode size) {
        if (!size.canConvertToInt() || size.intValue() < 0 || size.intValue() > tensors.remaining()) {
            throw ProblemException.badRequest("binary_data_size is how many bytes of the tensor follow the JSON; "
                    + tensors.remaining() + " do, not " + size + ".");
        }
        ByteBuffer tensor = tensors.slice().limit(size.intValue()).slice().order(ByteOrder.LITTLE_ENDIAN);
        tensors.position(tensors.position() + size.intValue());
        return tensor;
    }

    /** @throws ProblemException if bytes are left that no tensor has taken */
    void requireEnd() {
        if (tensors.hasRemaining()) {
            throw ProblemException.badRequest(
                    tensors.remaining() + " bytes follow the JSON of which no binary_data_size tells.");
        }
    }
}
