package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.http.problem.ProblemException;

/**
 * An output that a client wants.
 *
 * @param isBinary whether its data follow the JSON
 * @param classCount how many classes, as texts VALUE:INDEX:LABEL (the classification extension); 0 for the tensor itself
 */
public record RequestedOutput(Output output, boolean isBinary, int classCount) {
    /**
     * An output as a request names it.
     *
     * @param isBinary unless it says otherwise
     * @throws ProblemException if no model has one of that name, or not in that form
     */
    static RequestedOutput of(JsonNode json, boolean isBinary) {
        String name = json.path("name").asText();
        Output output = Output.named(name)
                .orElseThrow(() -> ProblemException.badRequest(
                        "There is no output " + name + "; the model's metadata name those that it has."));
        JsonNode parameters = json.path("parameters");
        if (parameters.has("shared_memory_region")) {
            throw ProblemException.badRequest("Shared memory is not served; outputs come in the body.");
        }
        return new RequestedOutput(
                output,
                parameters.path("binary_data").asBoolean(isBinary),
                classCount(output, parameters.path("classification")));
    }

    private static int classCount(Output output, JsonNode count) {
        if (count.isMissingNode()) {
            return 0;
        }
        if (output != Output.PROBABILITIES) {
            throw ProblemException.badRequest(
                    "Only the output probabilities is given as classification, not " + output.tensor() + ".");
        }
        if (!count.canConvertToInt() || count.intValue() < 1) {
            throw ProblemException.badRequest("classification is how many classes, at least 1, not " + count + ".");
        }
        return count.intValue();
    }
}
