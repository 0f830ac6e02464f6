package io.inferencestream.bench.work;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.predict.ModelLoadException;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** Loads the models of contestants that are not the stream, with the stream's own engines. */
public final class Engines {
    private Engines() {}

    /**
     * Loads a model onto a GPU where there is one, else onto the CPU, and warms it up.
     *
     * @param predictors batches worked on at once
     * @param intraOpThreads threads within one batch
     * @param batch most images in one batch; 0 for as many as pay off on the device
     */
    public static LoadedModel load(Path repository, String model, int predictors, int intraOpThreads, int batch) {
        try {
            ModelFiles files = new ModelRepository(repository).find(model);
            for (InferenceEngine engine : ServiceLoader.load(InferenceEngine.class)) {
                if (engine.name().equals(files.engine())) {
                    return engine.load(files, new EngineOptions("auto", predictors, intraOpThreads, batch));
                }
            }
            throw new IllegalStateException("no engine on the class path is called " + files.engine());
        } catch (ModelRepositoryException | ModelLoadException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** As an expert places a model: a predictor per core with one thread each. */
    public static LoadedModel loadTuned(WorkSettings settings) {
        int cores = Runtime.getRuntime().availableProcessors();
        return load(settings.repository(), settings.model(), cores, 1, settings.batch());
    }
}
