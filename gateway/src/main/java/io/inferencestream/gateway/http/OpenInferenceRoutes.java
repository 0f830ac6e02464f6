package io.inferencestream.gateway.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.LabelProbability;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.gateway.http.body.BodyReader;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.live.StreamWatch;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.request.ImageRequest;
import io.inferencestream.gateway.request.RequestIds;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.outcome.Predicted;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The Open Inference Protocol, version 2, over the stream: images as base64 in one {@code BYTES} input of shape [n], answered
 * with {@code labels}, {@code class_indices} and {@code probabilities} of shape [n, k].
 */
final class OpenInferenceRoutes {
    private static final int MAX_IMAGES = 64;
    private static final int JSON_ROOM = 64 << 10;

    private final PredictionIntake intake;
    private final RequestIds ids;
    private final LiveModels models;
    private final StreamWatch watch;
    private final BooleanSupplier isReady;

    OpenInferenceRoutes(
            PredictionIntake intake, RequestIds ids, LiveModels models, StreamWatch watch, BooleanSupplier isReady) {
        this.intake = intake;
        this.ids = ids;
        this.models = models;
        this.watch = watch;
        this.isReady = isReady;
    }

    void server(Context context) {
        ObjectNode json = object().put("name", "inference-stream").put("version", "0.1.0");
        json.putArray("extensions");
        Json.write(context, 200, json);
    }

    void live(Context context) {
        Json.write(context, 200, object().put("live", true));
    }

    void ready(Context context) {
        boolean is = isReady.getAsBoolean() && watch.state().members() > 0;
        Json.write(context, is ? 200 : 503, object().put("ready", is));
    }

    void modelReady(Context context) {
        boolean is = isReady.getAsBoolean()
                && watch.state().members() > 0
                && !served(context).isEmpty();
        Json.write(
                context,
                is ? 200 : 503,
                object().put("name", context.pathParam("model")).put("ready", is));
    }

    void model(Context context) {
        List<ModelAnnouncement> served = served(context);
        if (served.isEmpty()) {
            throw ProblemException.notFound("No instance of the stream serves this model.");
        }
        ModelAnnouncement model = served.get(0);
        ObjectNode json = object().put("name", model.getName());
        ArrayNode versions = json.putArray("versions");
        served.stream().map(ModelAnnouncement::getVersion).distinct().forEach(versions::add);
        json.put("platform", model.getEngine());
        json.putArray("inputs").add(tensor("image", "BYTES", -1));
        json.putArray("outputs")
                .add(tensor("labels", "BYTES", -1, -1))
                .add(tensor("class_indices", "INT32", -1, -1))
                .add(tensor("probabilities", "FP32", -1, -1));
        Json.write(context, 200, json);
    }

    void infer(Context context) {
        long most = intake.limits().imageBytes() * 4L / 3 * 2 + JSON_ROOM;
        intake.withBody(context, most, body -> infer(context, tree(body)));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw ProblemException.badRequest("The body is not JSON; the binary extension is not served.");
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes does no input or output", e);
        }
    }

    private CompletableFuture<Void> infer(Context context, JsonNode request) {
        String version = version(context);
        String model = name(context) + (version.isEmpty() ? "" : "/" + version);
        String caller = Guard.caller(context).name();
        List<CompletableFuture<IndexedOutcome>> outcomes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (byte[] image : images(request)) {
            String id = ids.id(caller, null);
            names.add(id);
            Trace trace = Trace.of(context.header(HeaderNames.TRACE_PARENT));
            ImageRequest one =
                    new ImageRequest(id, caller, ByteBuffer.wrap(image), null, null, model, null, trace.parent());
            outcomes.add(intake.exchange().ask(one, intake.limits().timeout()).outcome());
        }
        Guard.concerns(context, String.join(",", names));
        return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                .handleAsync(
                        (nothing, failure) -> {
                            if (failure != null) {
                                throw PredictionIntake.problem(names.get(0), failure);
                            }
                            Json.write(context, 200, answer(request, names, outcomes));
                            return null;
                        },
                        intake.executor());
    }

    private List<byte[]> images(JsonNode request) {
        JsonNode inputs = request.path("inputs");
        if (inputs.size() != 1 || !inputs.path(0).path("datatype").asText().equals("BYTES")) {
            throw ProblemException.badRequest("There is one input, of datatype BYTES, with images in base64.");
        }
        JsonNode data = inputs.path(0).path("data");
        if (!data.isArray() || data.isEmpty() || data.size() > MAX_IMAGES) {
            throw ProblemException.badRequest("data holds 1 to " + MAX_IMAGES + " images in base64.");
        }
        JsonNode shape = inputs.path(0).path("shape");
        long product = shape.isEmpty() ? -1 : 1;
        for (JsonNode length : shape) {
            product *= length.asLong(-1);
        }
        if (product != data.size()) {
            throw ProblemException.badRequest(
                    "shape says another number of images than data holds, " + data.size() + ".");
        }
        List<byte[]> images = new ArrayList<>();
        for (JsonNode text : data) {
            images.add(image(text.asText()));
        }
        return images;
    }

    private byte[] image(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == 0) {
                throw ProblemException.badRequest("An image in data is empty.");
            }
            if (bytes.length > intake.limits().imageBytes()) {
                throw BodyReader.tooLarge(intake.limits().imageBytes());
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("An image in data is not base64.");
        }
    }

    private static ObjectNode answer(
            JsonNode request, List<String> names, List<CompletableFuture<IndexedOutcome>> outcomes) {
        List<Predicted> predicted = new ArrayList<>();
        for (CompletableFuture<IndexedOutcome> outcome : outcomes) {
            IndexedOutcome indexed = outcome.join();
            predicted.add(indexed.outcome().fold(one -> one, rejected -> {
                throw PredictionIntake.rejected(indexed.id(), rejected);
            }));
        }
        ModelIdentity model = predicted.get(0).event().getModel();
        int k = predicted.stream()
                .mapToInt(one -> one.event().getTopK().size())
                .min()
                .orElse(0);
        ObjectNode json = object().put("model_name", model.getName()).put("model_version", model.getVersion());
        json.put("id", request.path("id").asText(names.get(0)));
        ObjectNode labels = tensor("labels", "BYTES", predicted.size(), k);
        ObjectNode indices = tensor("class_indices", "INT32", predicted.size(), k);
        ObjectNode probabilities = tensor("probabilities", "FP32", predicted.size(), k);
        ArrayNode labelData = labels.putArray("data");
        ArrayNode indexData = indices.putArray("data");
        ArrayNode probabilityData = probabilities.putArray("data");
        for (Predicted one : predicted) {
            for (LabelProbability label : one.event().getTopK().subList(0, k)) {
                labelData.add(label.getLabel());
                indexData.add(label.getClassIndex());
                probabilityData.add(label.getProbability());
            }
        }
        json.putArray("outputs").add(labels).add(indices).add(probabilities);
        return json;
    }

    private List<ModelAnnouncement> served(Context context) {
        return models.served(name(context), version(context));
    }

    /** A slash in it would be taken for the one before a version. */
    private static String name(Context context) {
        String name = context.pathParam("model");
        if (name.contains("/")) {
            throw ProblemException.notFound("A model's name has no slash in it; a version is /versions/VERSION.");
        }
        return name;
    }

    private static String version(Context context) {
        return context.pathParamMap().getOrDefault("version", "");
    }

    private static ObjectNode tensor(String name, String datatype, int... shape) {
        ObjectNode json = object().put("name", name).put("datatype", datatype);
        ArrayNode lengths = json.putArray("shape");
        for (int length : shape) {
            lengths.add(length);
        }
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
