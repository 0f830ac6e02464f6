package io.inferencestream.gateway.http;

import io.inferencestream.event.ModelAnnouncement;
import io.inferencestream.gateway.http.problem.ProblemException;
import io.inferencestream.schemas.announcement.LiveModels;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The models that requests name, and who serves them. Thread-safe. */
final class ServedModels {
    private final LiveModels models;
    private final BooleanSupplier areKnown;

    /** @param areKnown whether all announcements of models are read */
    ServedModels(LiveModels models, BooleanSupplier areKnown) {
        this.models = models;
        this.areKnown = areKnown;
    }

    List<ModelAnnouncement> all() {
        return models.served();
    }

    /** The instances that serve the model in a request's path; may be none. */
    List<ModelAnnouncement> of(Context context) {
        return models.served(name(context), version(context));
    }

    /**
     * The instances that serve the model in a request's path, at least one.
     *
     * @throws ProblemException of status 404 if there are none
     */
    List<ModelAnnouncement> required(Context context) {
        List<ModelAnnouncement> served = of(context);
        if (served.isEmpty()) {
            throw unknown(route(context));
        }
        return served;
    }

    /**
     * What is known of a model that a request is for.
     *
     * @param route NAME or NAME/VERSION
     * @return empty where no instance has announced anything, or not all announcements are read: a stream that is away, or
     *     that announces nothing, may well serve it
     * @throws ProblemException of status 404 if others are served and this one is not
     */
    Optional<ModelAnnouncement> announced(String route) {
        String[] parts = route.split("/", 2);
        List<ModelAnnouncement> served = models.served(parts[0], parts.length == 1 ? "" : parts[1]);
        if (served.isEmpty() && areKnown.getAsBoolean() && !all().isEmpty()) {
            throw unknown(route);
        }
        return served.stream().findFirst();
    }

    private ProblemException unknown(String route) {
        String others = all().stream()
                .map(model -> model.getName() + "/" + model.getVersion())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .limit(10)
                .collect(Collectors.joining(", "));
        return ProblemException.notFound("No instance of the stream serves the model " + route + "; "
                + (others.isEmpty() ? "none has announced any model." : "served are: " + others + "."));
    }

    /** The model in a request's path: NAME or NAME/VERSION. */
    static String route(Context context) {
        return name(context) + (version(context).isEmpty() ? "" : "/" + version(context));
    }

    /** A slash in it would be taken for the one before a version. */
    static String name(Context context) {
        String name = context.pathParam("model");
        if (name.contains("/")) {
            throw ProblemException.notFound("A model's name has no slash in it; a version is /versions/VERSION.");
        }
        return name;
    }

    private static String version(Context context) {
        return context.pathParamMap().getOrDefault("version", "");
    }
}
