package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An output that a client wants.
 *
 * @param isBinary whether its data follow the JSON
 * @param classCount how many classes, as texts VALUE:INDEX:LABEL (the classification extension); 0 for the tensor itself
 */
record RequestedOutput(Output output, boolean isBinary, int classCount) {
    /**
     * The outputs that a request names, or all where it names none.
     *
     * @throws ProblemException if there is none of that name, or not in that form
     */
    static List<RequestedOutput> all(JsonNode request) {
        boolean isBinary = request.path("parameters").path("binary_data_output").asBoolean();
        JsonNode named = request.path("outputs");
        return named.isEmpty()
                ? Arrays.stream(Output.values())
                        .map(its -> new RequestedOutput(its, isBinary, 0))
                        .toList()
                : StreamSupport.stream(named.spliterator(), false)
                        .map(its -> of(its, isBinary))
                        .toList();
    }

    private static RequestedOutput of(JsonNode json, boolean isBinary) {
        String name = json.path("name").asText();
        Output output = Output.named(name)
                .orElseThrow(() -> ProblemException.badRequest("There is no output " + name + "; the outputs are "
                        + Arrays.stream(Output.values()).map(Output::tensor).collect(Collectors.joining(", ")) + "."));
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
