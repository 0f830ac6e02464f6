package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.inference.ImageInput;
import io.inferencestream.gateway.http.inference.InferenceAnswer;
import io.inferencestream.gateway.http.inference.InferenceRequest;
import io.inferencestream.gateway.http.inference.ModelDescription;
import io.inferencestream.gateway.http.inference.StatisticsJson;
import io.inferencestream.gateway.live.ModelStatistics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The Open Inference Protocol, version 2, over the stream, with those of Triton's extensions that clients use: binary tensor
 * data, classification, model configuration, statistics, and the repository's index.
 */
final class OpenInferenceRoutes {
    private static final String VERSION = "0.1.0";

    private final PredictionIntake intake;
    private final Classifier classifier;
    private final ServedModels models;
    private final Supplier<ModelStatistics> statistics;
    private final BooleanSupplier isServing;

    /** @param isServing whether requests are taken and an instance of the stream runs */
    OpenInferenceRoutes(
            PredictionIntake intake,
            Classifier classifier,
            ServedModels models,
            Supplier<ModelStatistics> statistics,
            BooleanSupplier isServing) {
        this.intake = intake;
        this.classifier = classifier;
        this.models = models;
        this.statistics = statistics;
        this.isServing = isServing;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v2", OpenInferenceRoutes::server, Access.OPEN);
        routes.get("/v2/health/live", OpenInferenceRoutes::live, Access.OPEN);
        routes.get("/v2/health/ready", this::ready, Access.OPEN);
        routes.post("/v2/repository/index", this::index, Access.PREDICT);
        routes.get("/v2/models/stats", this::allStatistics, Access.PREDICT);
        for (String model : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
            routes.get(model, this::model, Access.PREDICT);
            routes.get(model + "/ready", this::modelReady, Access.PREDICT);
            routes.get(model + "/config", this::config, Access.PREDICT);
            routes.get(model + "/stats", this::statistics, Access.PREDICT);
            routes.post(model + "/infer", this::infer, Access.PREDICT);
        }
    }

    private static void server(Context context) {
        ObjectNode json = object().put("name", "inference-stream").put("version", VERSION);
        json.putArray("extensions")
                .add("binary_tensor_data")
                .add("classification")
                .add("model_configuration")
                .add("statistics");
        Json.write(context, 200, json);
    }

    private static void live(Context context) {
        Json.write(context, 200, object().put("live", true));
    }

    private void ready(Context context) {
        boolean is = isServing.getAsBoolean();
        Json.write(context, is ? 200 : 503, object().put("ready", is));
    }

    private void modelReady(Context context) {
        boolean is = isServing.getAsBoolean() && !models.of(context).isEmpty();
        Json.write(
                context,
                is ? 200 : 503,
                object().put("name", ServedModels.name(context)).put("ready", is));
    }

    private void model(Context context) {
        Json.write(context, 200, ModelDescription.metadata(models.required(context)));
    }

    private void config(Context context) {
        Json.write(
                context, 200, ModelDescription.config(models.required(context).get(0)));
    }

    private void statistics(Context context) {
        Json.write(
                context,
                200,
                StatisticsJson.of(models.required(context), statistics.get().counts()));
    }

    private void allStatistics(Context context) {
        Json.write(
                context, 200, StatisticsJson.of(models.all(), statistics.get().counts()));
    }

    /** Everything listed is ready, so that a filter for what is changes nothing. */
    private void index(Context context) {
        Json.write(context, 200, ModelDescription.index(models.all()));
    }

    private void infer(Context context) {
        Optional<ModelAnnouncement> model = models.announced(ServedModels.route(context));
        ImageInput input = ImageInput.of(intake.imageBytes(), model);
        String jsonLength = context.header(InferenceRequest.JSON_LENGTH);
        intake.withBody(
                context,
                intake.tensorBytes(),
                body -> infer(context, InferenceRequest.read(body, jsonLength, input), model));
    }

    private CompletableFuture<Void> infer(
            Context context, InferenceRequest request, Optional<ModelAnnouncement> model) {
        model.map(ModelAnnouncement::getTask).ifPresent(request.outputs()::check);
        List<String> labels = model.map(ModelAnnouncement::getLabels).orElse(List.of());
        return classifier
                .classify(context, ServedModels.route(context), request.images(), request.timeout())
                .thenAccept(its -> write(
                        context,
                        InferenceAnswer.of(
                                request, request.id().orElse(its.ids().get(0)), its.predictions(), labels)));
    }

    private static void write(Context context, InferenceAnswer answer) {
        OptionalInt jsonLength = answer.jsonLength();
        jsonLength.ifPresent(length -> context.header(InferenceRequest.JSON_LENGTH, Integer.toString(length)));
        Json.writePacked(
                context, jsonLength.isPresent() ? "application/octet-stream" : "application/json", answer.body());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
