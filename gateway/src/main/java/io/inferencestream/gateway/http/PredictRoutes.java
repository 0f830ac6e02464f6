package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.event.ModelIdentity;
import io.inferencestream.gateway.caller.Caller;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.http.body.BodyReader;
import io.inferencestream.gateway.http.body.Upload;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.outcome.IndexedOutcome;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.gateway.request.Exchange.Ticket;
import io.inferencestream.gateway.request.ImageRequest;
import io.inferencestream.gateway.request.RequestIds;
import io.inferencestream.gateway.trace.RequestTrace;
import io.inferencestream.schemas.announcement.LiveModels;
import io.inferencestream.schemas.outcome.Predicted;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** {@code POST /predict}, and {@code GET /predictions/{id}} or {@code /predictions?id=} for what became of it. */
final class PredictRoutes {
    private static final int FORM_ROOM = 64 << 10;
    private static final int MAX_TOP = 1_000;

    private final PredictionIntake intake;
    private final RequestIds ids;
    private final OutcomeIndex index;
    private final LiveModels models;
    private final ServedModels served;

    PredictRoutes(PredictionIntake intake, RequestIds ids, OutcomeIndex index, LiveModels models, ServedModels served) {
        this.intake = intake;
        this.ids = ids;
        this.index = index;
        this.models = models;
        this.served = served;
    }

    void predict(Context context) {
        long arrived = System.nanoTime();
        String contentType = context.contentType();
        Upload.checkType(contentType);
        String id = ids.id(Guard.caller(context).name(), idempotencyKey(context));
        Guard.concerns(context, id);
        int max = intake.imageBytes();
        long room = Upload.isForm(contentType) ? FORM_ROOM : 0;
        intake.withBody(context, max + room, body -> {
            Upload upload = Upload.read(contentType, body);
            if (upload.image().remaining() > max) {
                throw BodyReader.tooLarge(max);
            }
            return ask(context, id, upload, arrived);
        });
    }

    private CompletableFuture<Void> ask(Context context, String id, Upload upload, long arrived) {
        long received = System.nanoTime();
        int top = upload.parameter(context, "top")
                .map(text -> Parameters.number("top", text, 1, MAX_TOP))
                .orElse(0);
        Optional<Duration> deadline =
                upload.parameter(context, "deadline").map(text -> Parameters.duration("deadline", text));
        String model = name("model", upload.parameter(context, "model"));
        // An answer that is known stays the answer, whether its model is still served or not.
        if (model != null && index.find(id).isEmpty()) {
            served.announced(model);
        }
        RequestTrace trace = RequestTraces.of(context);
        ImageRequest request = new ImageRequest(
                id,
                Guard.caller(context).name(),
                upload.image(),
                upload.mediaType(),
                name("source", upload.parameter(context, "source")),
                model,
                deadline.map(its -> System.currentTimeMillis() + its.toMillis()).orElse(null),
                trace.image(id));
        Duration patience = deadline.filter(its -> its.compareTo(intake.limits().timeout()) < 0)
                .orElse(intake.limits().timeout());
        AtomicLong published = new AtomicLong(received);
        try {
            Ticket ticket = intake.exchange().ask(request, patience);
            ticket.published().thenRun(() -> published.set(System.nanoTime()));
            return ticket.outcome()
                    .handleAsync(
                            (outcome, failure) -> {
                                if (failure != null) {
                                    throw PredictionIntake.problem(id, failure);
                                }
                                Stopwatch watch = new Stopwatch(arrived, received, published.get(), System.nanoTime());
                                Json.write(context, 200, answer(outcome, top, trace, watch));
                                return null;
                            },
                            intake.executor());
        } catch (RuntimeException e) {
            throw PredictionIntake.problem(id, e);
        }
    }

    private static @Nullable String name(String parameter, Optional<String> value) {
        if (value.isEmpty()) {
            return null;
        }
        if (value.get().length() > 200) {
            throw ProblemException.badRequest(parameter + " has at most 200 characters.");
        }
        return value.get();
    }

    private static @Nullable String idempotencyKey(Context context) {
        String key = context.header("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > 255)) {
            throw ProblemException.badRequest("Idempotency-Key has 1 to 255 characters.");
        }
        return key;
    }

    private ObjectNode answer(IndexedOutcome outcome, int top, RequestTrace trace, Stopwatch watch) {
        return outcome.outcome()
                .fold(
                        predicted -> {
                            Optional<ModelAnnouncement> model = announcement(predicted);
                            ObjectNode json = OutcomeJson.of(
                                    outcome.id(),
                                    predicted,
                                    top,
                                    model.map(ModelAnnouncement::getLabels).orElse(List.of()));
                            model.ifPresent(its -> OutcomeJson.lay(json.path("activationMap"), its));
                            json.set("timings", watch.timings(predicted.event().getTimings()));
                            return json.put("traceId", trace.traceId());
                        },
                        rejected -> {
                            throw PredictionIntake.rejected(outcome.id(), rejected)
                                    .with("traceId", trace.traceId());
                        });
    }

    private Optional<ModelAnnouncement> announcement(Predicted predicted) {
        ModelIdentity model = predicted.event().getModel();
        return models.served(model.getName(), model.getVersion()).stream().findFirst();
    }

    /** As {@link #prediction}, for ids that a path cannot carry, or that a proxy in between takes apart. */
    void predictionByQuery(Context context) {
        String id = context.queryParam("id");
        if (id == null || id.isEmpty()) {
            throw ProblemException.badRequest("Name the image: ?id=ID.");
        }
        prediction(context, id);
    }

    void prediction(Context context) {
        prediction(context, context.pathParam("id"));
    }

    /** An outcome is for who asked for it, and for those who may see everything; to others there is none. */
    private void prediction(Context context, String id) {
        Caller caller = Guard.caller(context);
        Guard.concerns(context, id);
        Optional<IndexedOutcome> outcome = index.find(id)
                .filter(its -> caller.may(Role.OBSERVE) || its.mark().caller().equals(caller.name()));
        if (outcome.isPresent()) {
            Json.write(context, 200, OutcomeJson.of(outcome.get()));
            return;
        }
        if (intake.exchange().pendingCaller(id).filter(caller.name()::equals).isPresent()) {
            context.header("Retry-After", "1");
            Json.write(
                    context,
                    202,
                    JsonNodeFactory.instance.objectNode().put("id", id).put("status", "pending"));
            return;
        }
        throw ProblemException.notFound(
                "No outcome of this id is known: it has not come yet, or it is not kept any more, or it is not yours.");
    }

    /** When the gateway had done what with a request. */
    private record Stopwatch(long arrived, long received, long published, long answered) {
        /** All stations, which together take the total: what no other station took is delivery. */
        ObjectNode timings(io.inferencestream.event.StationTimings stations) {
            long receive = micros(received - arrived);
            long publish = micros(Math.max(0, published - received));
            long total = micros(answered - arrived);
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("receiveMicros", receive)
                    .put("publishMicros", publish);
            json.setAll(OutcomeJson.timings(stations));
            long known = receive
                    + publish
                    + stations.getQueueMicros()
                    + stations.getDecodeMicros()
                    + stations.getBatchWaitMicros()
                    + stations.getInferenceMicros();
            return json.put("deliverMicros", Math.max(0, total - known)).put("totalMicros", total);
        }

        private static long micros(long nanos) {
            return TimeUnit.NANOSECONDS.toMicros(nanos);
        }
    }
}
