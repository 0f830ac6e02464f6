package io.inferencestream.stream.app;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.stream.config.ModelRef;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the models that the settings name, and loads them with the engines on the class path. */
final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final StreamSettings.Models settings;
    private final int maxBatchSize;

    ModelLoader(StreamSettings.Models settings, int maxBatchSize) {
        this.settings = settings;
        this.maxBatchSize = maxBatchSize;
    }

    /** What is to be served, checked as far as files go; nothing is loaded yet. */
    List<ModelFiles> find() throws StartupException {
        ModelRepository repository = new ModelRepository(settings.repository());
        try {
            List<ModelFiles> found = new ArrayList<>();
            if (settings.serve().isEmpty()) {
                for (String name : repository.names()) {
                    found.add(repository.find(name));
                }
            } else {
                for (ModelRef ref : settings.serve()) {
                    Optional<String> version = ref.version();
                    found.add(
                            version.isPresent()
                                    ? repository.find(ref.name(), version.get())
                                    : repository.find(ref.name()));
                }
            }
            if (found.isEmpty()) {
                throw new StartupException("models.repository " + settings.repository()
                        + " holds no model: put one into <name>/<version>/ below it, or point models.repository"
                        + " elsewhere");
            }
            return found;
        } catch (ModelRepositoryException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Loads the models and warms them up, in that order; on failure closes those already loaded. */
    List<LoadedModel> load(List<ModelFiles> models) throws StartupException {
        List<LoadedModel> loaded = new ArrayList<>();
        try {
            for (ModelFiles files : models) {
                loaded.add(load(files));
            }
            return loaded;
        } catch (StartupException | RuntimeException e) {
            loaded.forEach(LoadedModel::close);
            throw e;
        }
    }

    private LoadedModel load(ModelFiles files) throws StartupException {
        String engineName = settings.engine().orElse(files.engine());
        InferenceEngine engine = engine(engineName);
        EngineOptions options =
                new EngineOptions(settings.device(), settings.predictors(), settings.intraOpThreads(), maxBatchSize);
        try {
            long started = System.nanoTime();
            LoadedModel model = engine.load(files, options);
            LOG.atInfo()
                    .addKeyValue("model", model.card().id())
                    .addKeyValue("engine", model.engine())
                    .addKeyValue("device", model.device())
                    .addKeyValue("predictors", model.predictors())
                    .addKeyValue("maxBatchSize", model.maxBatchSize())
                    .addKeyValue("millis", (System.nanoTime() - started) / 1_000_000)
                    .log("Model loaded and warm");
            return model;
        } catch (ModelLoadException e) {
            throw new StartupException(String.valueOf(e.getMessage()), e);
        }
    }

    private static InferenceEngine engine(String name) throws StartupException {
        TreeSet<String> known = new TreeSet<>();
        for (InferenceEngine engine : ServiceLoader.load(InferenceEngine.class)) {
            if (engine.name().equals(name)) {
                return engine;
            }
            known.add(engine.name());
        }
        throw new StartupException("models.engine is '" + name + "', but the engines on the class path are " + known
                + ": name one of them");
    }
}
