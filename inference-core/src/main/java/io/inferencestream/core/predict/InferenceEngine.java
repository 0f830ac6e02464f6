package io.inferencestream.core.predict;

import io.inferencestream.core.repository.ModelFiles;

/**
 * Loads models. Found through {@link java.util.ServiceLoader}, so that no other module compiles against an engine's
 * types.
 */
public interface InferenceEngine {

    /** {@code tensorflow} or {@code onnxruntime}. */
    String name();

    /**
     * Loads a model, places it on the device asked for and warms it up.
     *
     * @throws ModelLoadException if the files cannot be loaded, do not fit their card, or the device is not there; says
     *     which, and what to do
     */
    LoadedModel load(ModelFiles model, EngineOptions options) throws ModelLoadException;
}
