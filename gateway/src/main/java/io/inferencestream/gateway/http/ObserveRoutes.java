package io.inferencestream.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.gateway.image.BrowserImage;
import io.inferencestream.gateway.image.RecentImages;
import io.inferencestream.gateway.live.LiveStatistics;
import io.inferencestream.gateway.live.StreamState;
import io.inferencestream.gateway.live.StreamWatch;
import io.inferencestream.gateway.outcome.OutcomeIndex;
import io.inferencestream.schemas.announcement.LiveModels;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What the web app shows of the stream: its state, its statistics, its models, its images. */
final class ObserveRoutes {
    private final OutcomeIndex index;
    private final LiveStatistics statistics;
    private final StreamWatch watch;
    private final LiveModels models;
    private final RecentImages images;
    private final BooleanSupplier isReady;
    private final boolean showsImages;
    private final boolean canSignIn;
    private final Occupancy occupancy;
    private final IntSupplier imageBytes;

    /** @param imageBytes largest image that is taken now */
    ObserveRoutes(GatewayParts parts, Occupancy occupancy, IntSupplier imageBytes) {
        this.index = parts.index();
        this.statistics = parts.statistics();
        this.watch = parts.watch();
        this.models = parts.models();
        this.images = parts.images();
        this.isReady = parts.isReady();
        this.showsImages = parts.settings().images().show();
        this.canSignIn = parts.settings().security().knowsCallers();
        this.occupancy = occupancy;
        this.imageBytes = imageBytes;
    }

    /** How stream and gateway are, which models are served, and what the caller may do. */
    void status(Context context) {
        StreamState state = watch.state();
        ObjectNode json = object();
        json.putObject("stream")
                .put("isBrokerUp", state.isBrokerUp())
                .put("members", state.members())
                .put("isRunning", state.members() > 0)
                .put("lag", state.totalLag());
        ObjectNode gateway = json.putObject("gateway")
                .put("isReady", isReady.getAsBoolean())
                .put("outcomes", index.size())
                .put("outcomeBytes", index.bytes())
                .put("showsImages", showsImages);
        occupancy.writeTo(gateway);
        gateway.putObject("limits").put("imageBytes", imageBytes.getAsInt());
        ArrayNode names = json.putArray("models");
        models.served().stream()
                .map(model -> model.getName() + "/" + model.getVersion())
                .distinct()
                .forEach(names::add);
        ArrayNode roles = json.putObject("caller")
                .put("name", Guard.caller(context).name())
                .put("isAnonymous", Guard.caller(context).isAnonymous())
                .put("canSignIn", canSignIn)
                .putArray("roles");
        Set<Role> its = Guard.caller(context).roles();
        its.stream().sorted().map(Role::toString).forEach(roles::add);
        Json.write(context, 200, json);
    }

    void live(Context context) {
        ObjectNode json = object();
        ArrayNode seconds = json.putArray("seconds");
        for (LiveStatistics.Second second : statistics.seconds()) {
            ObjectNode one = seconds.addObject()
                    .put("second", second.second())
                    .put("predicted", second.predicted())
                    .put("rejected", second.rejected());
            if (second.predicted() > 0) {
                one.put("p50", second.p50())
                        .put("p95", second.p95())
                        .put("p99", second.p99())
                        .put("batchSize", second.batchSize());
            }
            if (second.lag() >= 0) {
                one.put("lag", second.lag());
            }
            ObjectNode work = one.putObject("work");
            second.work().forEach(work::put);
        }
        StreamState state = watch.state();
        json.put("lag", state.totalLag()).put("members", state.members());
        ObjectNode lag = json.putObject("lagByPartition");
        state.lag().forEach((partition, waiting) -> lag.put(partition.toString(), waiting));
        Json.write(context, 200, json);
    }

    void models(Context context) {
        ObjectNode json = object();
        ArrayNode served = json.putArray("models");
        for (ModelAnnouncement model : models.served()) {
            ObjectNode one = served.addObject()
                    .put("name", model.getName())
                    .put("version", model.getVersion())
                    .put("checksum", model.getChecksum())
                    .put("task", model.getTask())
                    .put("instance", model.getInstance())
                    .put("engine", model.getEngine())
                    .put("device", model.getDevice())
                    .put("predictors", model.getPredictors())
                    .put("inputWidth", model.getInputWidth())
                    .put("inputHeight", model.getInputHeight())
                    .put("inputChannels", model.getInputChannels())
                    .put("loadedAt", model.getLoadedAt().toString())
                    .put("heartbeatAt", model.getHeartbeatAt().toString());
            ArrayNode labels = one.putArray("labels");
            model.getLabels().forEach(labels::add);
            one.set("card", Json.card(model));
        }
        Json.write(context, 200, json);
    }

    /** By a query parameter: ids are their senders', and a path cannot hold all of them. */
    void image(Context context) {
        String id = context.queryParam("id");
        if (id == null || id.isEmpty()) {
            throw ProblemException.badRequest("Name the image: ?id=ID.");
        }
        Guard.concerns(context, id);
        show(context, images.find(id).orElseThrow(() -> ProblemException.notFound("This image is not kept.")));
    }

    /** As it came; a browser must take it for nothing but an image. */
    static void show(Context context, BrowserImage image) {
        context.contentType(image.mediaType());
        context.header("Content-Security-Policy", "default-src 'none'; sandbox");
        context.result(image.bytes());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
