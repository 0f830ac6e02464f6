package io.inferencestream.stream.topology;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.pipeline.ServedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the model that an event asks for. Immutable. */
public final class ModelRouter {
    private final Map<String, ServedModel> routes = new HashMap<>();
    private final ServedModel defaultModel;

    /**
     * @param models the models served; of two versions of one name the later in the list answers to the bare name
     * @param defaultModel answers events that ask for none
     */
    public ModelRouter(List<ServedModel> models, ServedModel defaultModel) {
        for (ServedModel model : models) {
            ModelId id = model.card().id();
            routes.put(id.name(), model);
            routes.put(id.toString(), model);
        }
        this.defaultModel = defaultModel;
    }

    /** The model of that route, NAME or NAME/VERSION; the default for null; null where there is none. */
    @Nullable
    ServedModel find(@Nullable String route) {
        return route == null ? defaultModel : routes.get(route);
    }

    /** NAME/VERSION of the model of that route, as {@link #find}; the route itself where there is none. */
    @Nullable
    String nameOf(@Nullable String route) {
        ServedModel model = find(route);
        return model == null ? route : model.card().id().toString();
    }
}
