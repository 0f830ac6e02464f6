package io.inferencestream.gateway.http;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.inference.ImageInput;
import io.inferencestream.gateway.http.inference.RequestedOutputs;
import io.inferencestream.gateway.http.inference.ServingJson;
import io.inferencestream.gateway.http.inference.ServingRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The REST API of TensorFlow Serving over the stream, which is version 1 of KServe's protocol: predict, status, metadata. */
final class ServingRoutes {
    private final PredictionIntake intake;
    private final Classifier classifier;
    private final ServedModels models;

    ServingRoutes(PredictionIntake intake, Classifier classifier, ServedModels models) {
        this.intake = intake;
        this.classifier = classifier;
        this.models = models;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v1/models", this::list, Access.PREDICT);
        for (String model : List.of("/v1/models/{model}", "/v1/models/{model}/versions/{version}")) {
            routes.get(model, this::status, Access.PREDICT);
            routes.get(model + "/metadata", this::metadata, Access.PREDICT);
            routes.post(model + ":predict", this::predict, Access.PREDICT);
        }
    }

    private void list(Context context) {
        Json.write(context, 200, ServingJson.list(models.all()));
    }

    private void status(Context context) {
        Json.write(context, 200, ServingJson.status(models.required(context)));
    }

    private void metadata(Context context) {
        Json.write(context, 200, ServingJson.metadata(models.required(context).get(0)));
    }

    private void predict(Context context) {
        Optional<ModelAnnouncement> model = models.announced(ServedModels.route(context));
        model.map(ModelAnnouncement::getTask).ifPresent(RequestedOutputs.ALL::check);
        ImageInput input = ImageInput.of(intake.imageBytes(), model);
        intake.withBody(context, intake.tensorBytes(), body -> predict(context, ServingRequest.read(body, input)));
    }

    private CompletableFuture<Void> predict(Context context, ServingRequest request) {
        return classifier
                .classify(context, ServedModels.route(context), request.images(), Optional.empty())
                .thenAccept(its -> Json.writePacked(
                        context, "application/json", Json.bytes(ServingJson.answer(request, its.predictions()))));
    }
}
