package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.event.PredictionEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalInt;

/** The body of an answer: JSON, and after it the outputs that were wanted binary. */
public final class InferenceAnswer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final byte[] body;
    private final int jsonLength;

    private InferenceAnswer(byte[] body, int jsonLength) {
        this.body = body;
        this.jsonLength = jsonLength;
    }

    /**
     * Answers a request.
     *
     * @param id the client's, or ours where it has none
     * @param predictions of the request's images, in their order; at least one
     * @param labels the model's, by class index; may be empty
     * @throws io.inferencestream.gateway.http.problem.ProblemException if the predictions' task is not known here, differs
     *     between them, or lacks an output that was asked for
     */
    public static InferenceAnswer of(
            InferenceRequest request, String id, List<PredictionEvent> predictions, List<String> labels) {
        ModelIdentity model = predictions.get(0).getModel();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("model_name", model.getName())
                .put("model_version", model.getVersion())
                .put("id", id);
        ArrayNode outputs = json.putArray("outputs");
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (RequestedOutput wanted : request.outputs().of(OutputRow.task(predictions))) {
            OutputTensor tensor = OutputTensor.of(wanted, predictions, labels);
            ObjectNode one = tensor.writeTo(outputs.addObject());
            if (wanted.isBinary()) {
                byte[] bytes = tensor.bytes();
                one.putObject("parameters").put("binary_data_size", bytes.length);
                tail.writeBytes(bytes);
            } else {
                tensor.writeData(one.putArray("data"));
            }
        }
        return of(json, tail.toByteArray());
    }

    private static InferenceAnswer of(ObjectNode json, byte[] tail) {
        try {
            byte[] head = MAPPER.writeValueAsBytes(json);
            byte[] body = new byte[head.length + tail.length];
            System.arraycopy(head, 0, body, 0, head.length);
            System.arraycopy(tail, 0, body, head.length, tail.length);
            return new InferenceAnswer(body, head.length);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    /** All of it; not to be written to. */
    public byte[] body() {
        return body;
    }

    /** How many bytes of it are JSON; empty if all are. */
    public OptionalInt jsonLength() {
        return jsonLength == body.length ? OptionalInt.empty() : OptionalInt.of(jsonLength);
    }
}
