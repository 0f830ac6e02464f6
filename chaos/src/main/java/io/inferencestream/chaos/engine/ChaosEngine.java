package io.inferencestream.chaos.engine;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import java.nio.file.Path;

/** A fake engine: what a model of its does is in the model's name. */
public final class ChaosEngine implements InferenceEngine {
    /** What a configuration calls this engine. */
    public static final String NAME = "chaos";

    /** The system property of a process whose engine is to obey {@link Orders} in the directory that it names. */
    public static final String ORDERS = "chaos.orders";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) throws ModelLoadException {
        String name = model.card().id().name();
        try {
            Temper temper = Temper.valueOf(name.toUpperCase(java.util.Locale.ROOT));
            return new ChaosModel(model.card(), temper, new Orders(Path.of(System.getProperty(ORDERS, "no-orders"))));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException("the fake engine has no model " + name, e);
        }
    }
}
