package io.inferencestream.gateway.http;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.request.ImageRequest;
import io.inferencestream.gateway.request.ImageTrace;
import io.inferencestream.gateway.request.RequestIds;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Has the images of one request classified, each as a record of its own; what fails for one of them fails for all.
 *
 * <p>Thread-safe.
 */
final class Classifier {
    private final PredictionIntake intake;
    private final RequestIds ids;

    Classifier(PredictionIntake intake, RequestIds ids) {
        this.intake = intake;
        this.ids = ids;
    }

    /**
     * The images' ids and predictions, in their order.
     *
     * @param ids at least one
     */
    record Classified(List<String> ids, List<PredictionEvent> predictions) {}

    /**
     * Publishes the images and waits for their predictions.
     *
     * @param route the model, NAME or NAME/VERSION
     * @param deadline how long the predictions are worth anything; empty for as long as the gateway waits
     * @return done by one of the intake's threads
     */
    CompletableFuture<Classified> classify(
            Context context, String route, List<ByteBuffer> images, Optional<Duration> deadline) {
        List<String> names = new ArrayList<>();
        List<CompletableFuture<PredictionEvent>> predictions = new ArrayList<>();
        for (ByteBuffer image : images) {
            ImageRequest request = request(context, route, image, deadline);
            names.add(request.id());
            predictions.add(ask(request, deadline));
        }
        Guard.concerns(context, String.join(",", names));
        return CompletableFuture.allOf(predictions.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        nothing -> new Classified(
                                names,
                                predictions.stream()
                                        .map(CompletableFuture::join)
                                        .toList()),
                        intake.executor());
    }

    private ImageRequest request(Context context, String route, ByteBuffer image, Optional<Duration> deadline) {
        String caller = Guard.caller(context).name();
        String id = ids.id(caller, null);
        ImageTrace trace = RequestTraces.of(context).image(id);
        Long deadlineMillis =
                deadline.map(its -> System.currentTimeMillis() + its.toMillis()).orElse(null);
        return new ImageRequest(id, caller, image, null, null, route, deadlineMillis, trace);
    }

    private CompletableFuture<PredictionEvent> ask(ImageRequest request, Optional<Duration> deadline) {
        Duration timeout = intake.limits().timeout();
        Duration patience = deadline.filter(its -> its.compareTo(timeout) < 0).orElse(timeout);
        return intake.exchange().ask(request, patience).outcome().handle((outcome, failure) -> {
            if (failure != null) {
                throw PredictionIntake.problem(request.id(), failure);
            }
            return prediction(outcome);
        });
    }

    private static PredictionEvent prediction(IndexedOutcome outcome) {
        return outcome.outcome().fold(predicted -> predicted.event(), rejected -> {
            throw PredictionIntake.rejected(outcome.id(), rejected);
        });
    }
}
