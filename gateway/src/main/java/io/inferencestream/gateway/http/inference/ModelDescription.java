package io.inferencestream.gateway.http.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Describes models as the Open Inference Protocol does, and Triton's extensions of it. */
public final class ModelDescription {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ANY = -1;

    private ModelDescription() {}

    /**
     * A model's metadata.
     *
     * @param served the instances that serve it, at least one
     */
    public static ObjectNode metadata(List<ModelAnnouncement> served) {
        ModelAnnouncement model = served.get(0);
        ObjectNode json = object().put("name", model.getName());
        ArrayNode versions = json.putArray("versions");
        served.stream().map(ModelAnnouncement::getVersion).distinct().forEach(versions::add);
        json.put("platform", model.getEngine());
        json.putArray("inputs").add(tensor("image", "BYTES", ANY));
        ArrayNode outputs = json.putArray("outputs");
        for (Output output : Output.of(model.getTask())) {
            outputs.add(tensor(output.tensor(), output.datatype(), shape(output)));
        }
        return json;
    }

    /** A model's configuration, as Triton's extension has it. */
    public static ObjectNode config(ModelAnnouncement model) {
        ObjectNode json = object().put("name", model.getName())
                .put("platform", model.getEngine())
                .put("backend", model.getEngine())
                .put("max_batch_size", ImageInput.MAX_IMAGES);
        json.putObject("version_policy").putObject("all");
        json.putArray("input").add(configured("image", "TYPE_STRING").set("dims", dims(1)));
        ArrayNode outputs = json.putArray("output");
        for (Output output : Output.of(model.getTask())) {
            int[] shape = shape(output);
            outputs.add(configured(output.tensor(), type(output))
                    .set("dims", dims(Arrays.copyOfRange(shape, 1, shape.length))));
        }
        ObjectNode parameters = json.putObject("parameters");
        parameter(parameters, "input_height", Integer.toString(model.getInputHeight()));
        parameter(parameters, "input_width", Integer.toString(model.getInputWidth()));
        parameter(parameters, "input_channels", Integer.toString(model.getInputChannels()));
        parameter(parameters, "task", model.getTask());
        parameter(parameters, "classes", Integer.toString(model.getLabels().size()));
        parameter(parameters, "labels", labels(model));
        parameter(parameters, "checksum", model.getChecksum());
        thresholds(model).ifPresent(its -> parameter(parameters, "thresholds", its.toString()));
        return json;
    }

    /** By label, from which probability on it is accepted; empty where the model's card says none. */
    private static Optional<JsonNode> thresholds(ModelAnnouncement model) {
        try {
            return Optional.of(MAPPER.readTree(model.getCard()).path("thresholds"))
                    .filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static int[] shape(Output output) {
        int[] shape = new int[output.rank()];
        Arrays.fill(shape, ANY);
        if (output == Output.BOXES) {
            shape[2] = 4;
        } else if (output == Output.COUNTS) {
            shape[1] = 1;
        }
        return shape;
    }

    /** By class index, as a JSON array: a parameter is a text. */
    private static String labels(ModelAnnouncement model) {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        model.getLabels().forEach(labels::add);
        return labels.toString();
    }

    private static void parameter(ObjectNode parameters, String name, String value) {
        parameters.putObject(name).put("string_value", value);
    }

    private static String type(Output output) {
        return switch (output.datatype()) {
            case "BYTES" -> "TYPE_STRING";
            case "FP32" -> "TYPE_FP32";
            default -> "TYPE_" + output.datatype();
        };
    }

    private static ObjectNode configured(String name, String type) {
        return object().put("name", name).put("data_type", type);
    }

    private static ArrayNode dims(int... lengths) {
        ArrayNode dims = JsonNodeFactory.instance.arrayNode();
        for (int length : lengths) {
            dims.add(length);
        }
        return dims;
    }

    /** Every version of every model that is served, as Triton's repository extension lists it. */
    public static ArrayNode index(List<ModelAnnouncement> served) {
        ArrayNode index = JsonNodeFactory.instance.arrayNode();
        served.stream()
                .map(model -> object().put("name", model.getName())
                        .put("version", model.getVersion())
                        .put("state", "READY")
                        .put("reason", ""))
                .distinct()
                .forEach(index::add);
        return index;
    }

    private static ObjectNode tensor(String name, String datatype, int... shape) {
        return object().put("name", name).put("datatype", datatype).set("shape", dims(shape));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
