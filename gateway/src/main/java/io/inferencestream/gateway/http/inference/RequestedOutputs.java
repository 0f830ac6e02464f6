package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.schemas.outcome.Task;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The outputs that a request wants.
 *
 * @param named by the client, in its order; empty for all
 * @param areBinary whether those follow the JSON that are not named
 */
public record RequestedOutputs(List<RequestedOutput> named, boolean areBinary) {
    /** All that the model has, in JSON. */
    public static final RequestedOutputs ALL = new RequestedOutputs(List.of(), false);

    public RequestedOutputs {
        named = List.copyOf(named);
    }

    /**
     * Reads them from a request.
     *
     * @throws ProblemException if no model has an output of a name, or not in that form
     */
    static RequestedOutputs read(JsonNode request) {
        boolean areBinary =
                request.path("parameters").path("binary_data_output").asBoolean();
        return new RequestedOutputs(
                StreamSupport.stream(request.path("outputs").spliterator(), false)
                        .map(its -> RequestedOutput.of(its, areBinary))
                        .toList(),
                areBinary);
    }

    /**
     * Those of a model's task, in the client's order.
     *
     * @throws ProblemException if the client names one that the task does not have
     */
    public List<RequestedOutput> of(Task task) {
        List<Output> its = Output.of(task);
        if (named.isEmpty()) {
            return its.stream()
                    .map(one -> new RequestedOutput(one, areBinary, 0))
                    .toList();
        }
        named.stream().filter(one -> !its.contains(one.output())).findFirst().ifPresent(one -> {
            throw ProblemException.badRequest(
                    "There is no output " + one.output().tensor() + "; the outputs are " + Output.names(its) + ".");
        });
        return named;
    }

    /**
     * Refuses what a model of an announced task cannot answer.
     *
     * @throws ProblemException if the task is not known here, or lacks an output that the client names
     */
    public void check(String task) {
        of(Task.named(task).orElseThrow(() -> OutputRow.unknown(task)));
    }
}
