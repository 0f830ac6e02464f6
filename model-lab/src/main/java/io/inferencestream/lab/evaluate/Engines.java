package io.inferencestream.lab.evaluate;

import io.inferencestream.core.example.Examples;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import java.util.List;
import java.util.ServiceLoader;

/** Loads models by the engines that the stream uses. */
public final class Engines {
    /** The stream's own batch size where it is not told otherwise. */
    private static final int BATCH = 32;

    private static final EngineOptions OPTIONS = new EngineOptions("cpu", 0, 1, BATCH);

    private Engines() {}

    /**
     * Loads a model, warms it up and predicts its card's examples.
     *
     * @throws UnusableModelException if it cannot be loaded, or does not do what its card says
     */
    public static LoadedModel load(ModelFiles files) {
        List<InferenceEngine> engines = ServiceLoader.load(InferenceEngine.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        InferenceEngine engine = engines.stream()
                .filter(e -> e.name().equals(files.engine()))
                .findFirst()
                .orElseThrow(() -> new UnusableModelException(
                        files.directory(),
                        "wants the engine " + files.engine() + ", there are "
                                + engines.stream().map(InferenceEngine::name).toList()));
        try {
            return Examples.require(files, engine.load(files, OPTIONS));
        } catch (ModelLoadException e) {
            throw new UnusableModelException(files.directory(), String.valueOf(e.getMessage()), e);
        }
    }
}
