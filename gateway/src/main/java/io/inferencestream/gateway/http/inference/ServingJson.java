package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.PredictionEvent;
import java.util.List;

/** Writes answers in the REST API of TensorFlow Serving, which KServe calls its protocol's version 1. */
public final class ServingJson {
    private ServingJson() {}

    /**
     * What became of a request's images, in their order.
     *
     * @throws io.inferencestream.gateway.http.problem.ProblemException if the predictions' task is not known here, or
     *     differs between them
     */
    public static ObjectNode answer(ServingRequest request, List<PredictionEvent> predictions) {
        ObjectNode json = object();
        List<Output> all = Output.of(OutputRow.task(predictions));
        if (request.isColumnar()) {
            ObjectNode outputs = json.putObject("outputs");
            for (Output output : all) {
                ArrayNode column = outputs.putArray(output.tensor());
                predictions.forEach(its -> write(output, its, column.addArray()));
            }
            return json;
        }
        ArrayNode rows = json.putArray("predictions");
        for (PredictionEvent prediction : predictions) {
            ObjectNode row = rows.addObject();
            for (Output output : all) {
                write(output, prediction, row.putArray(output.tensor()));
            }
        }
        return json;
    }

    private static void write(Output output, PredictionEvent prediction, ArrayNode values) {
        for (Object one : OutputRow.of(output, prediction)) {
            if (one instanceof List<?> corners) {
                corners.forEach(values.addArray()::addPOJO);
            } else {
                values.addPOJO(one);
            }
        }
    }

    /**
     * Whether a model can be used, as both TensorFlow Serving and KServe say it.
     *
     * @param served the instances that serve it, at least one
     */
    public static ObjectNode status(List<ModelAnnouncement> served) {
        ObjectNode json = object().put("name", served.get(0).getName()).put("ready", true);
        ArrayNode versions = json.putArray("model_version_status");
        served.stream()
                .map(ModelAnnouncement::getVersion)
                .distinct()
                .forEach(version -> versions.addObject()
                        .put("version", version)
                        .put("state", "AVAILABLE")
                        .putObject("status")
                        .put("error_code", "OK")
                        .put("error_message", ""));
        return json;
    }

    /** The names of models, as KServe lists them. */
    public static ObjectNode list(List<ModelAnnouncement> served) {
        ObjectNode json = object();
        ArrayNode names = json.putArray("models");
        served.stream().map(ModelAnnouncement::getName).distinct().forEach(names::add);
        return json;
    }

    /** A model's signature. */
    public static ObjectNode metadata(ModelAnnouncement model) {
        ObjectNode json = object();
        json.putObject("model_spec")
                .put("name", model.getName())
                .put("signature_name", "")
                .put("version", model.getVersion());
        ObjectNode signature = json.putObject("metadata")
                .putObject("signature_def")
                .putObject("signature_def")
                .putObject("serving_default");
        tensor(signature.putObject("inputs"), "image", "DT_STRING", 1);
        ObjectNode outputs = signature.putObject("outputs");
        for (Output output : Output.of(model.getTask())) {
            tensor(outputs, output.tensor(), type(output), output.rank());
        }
        signature.put("method_name", "tensorflow/serving/predict");
        return json;
    }

    private static String type(Output output) {
        return switch (output.datatype()) {
            case "BYTES" -> "DT_STRING";
            case "INT32" -> "DT_INT32";
            case "BOOL" -> "DT_BOOL";
            default -> "DT_FLOAT";
        };
    }

    private static void tensor(ObjectNode tensors, String name, String type, int rank) {
        ObjectNode json = tensors.putObject(name).put("dtype", type).put("name", name + ":0");
        ArrayNode lengths =
                json.putObject("tensor_shape").put("unknown_rank", false).putArray("dim");
        for (int i = 0; i < rank; i++) {
            lengths.addObject().put("size", "-1").put("name", "");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
