package io.inferencestream.stream.app;

import io.inferencestream.core.example.Examples;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.kit.lifecycle.StartupException;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads models with the engines on the class path. */
final class ModelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

    private final StreamSettings.Models settings;
    private final int maxBatchSize;

    ModelLoader(StreamSettings.Models settings, int maxBatchSize) {
        this.settings = settings;
        this.maxBatchSize = maxBatchSize;
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

    /** Loads the models, warms them up and frees them again, all of them at a time, as a stream has them. */
    ModelTrial tryAll(List<ModelFiles> models) {
        List<LoadedModel> loaded = new ArrayList<>();
        Set<Finding> findings = new LinkedHashSet<>(); // what is wrong with the engine is wrong for all
        try {
            for (ModelFiles files : models) {
                tryOne(files, loaded, findings);
            }
            return new ModelTrial(
                    loaded.stream()
                            .map(model -> model.card().id() + " on " + model.device() + " by " + model.engine()
                                    + " in batches of up to " + model.maxBatchSize())
                            .toList(),
                    List.copyOf(findings));
        } finally {
            loaded.forEach(LoadedModel::close);
        }
    }

    private void tryOne(ModelFiles files, List<LoadedModel> loaded, Set<Finding> findings) {
        try {
            LoadedModel model = load(files);
            loaded.add(model);
            model.remarks()
                    .forEach(remark -> findings.add(
                            Finding.warning("model " + model.card().id(), remark, "See docs/model-card.md.")));
        } catch (StartupException e) {
            findings.add(Finding.problem("models", String.valueOf(e.getMessage()), "See docs/model-card.md."));
        }
    }

    private LoadedModel load(ModelFiles files) throws StartupException {
        String engineName = settings.engine().orElse(files.engine());
        InferenceEngine engine = engine(engineName);
        EngineOptions options =
                new EngineOptions(settings.device(), settings.predictors(), settings.intraOpThreads(), maxBatchSize);
        try {
            long started = System.nanoTime();
            LoadedModel model = Examples.require(files, engine.load(files, options));
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
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) { // what native code throws, nobody declares
            throw new StartupException(unexpected(files, engineName, e), e);
        }
    }

    private static String unexpected(ModelFiles files, String engine, Throwable thrown) {
        LOG.atDebug().addKeyValue("model", files.card().id()).setCause(thrown).log("the engine failed to load a model");
        return "model " + files.card().id() + " cannot be loaded by " + engine + ": " + thrown
                + "; with the logger io.inferencestream at DEBUG the log says where";
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
