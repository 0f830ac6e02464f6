package io.inferencestream.stream.app;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;

/** An engine whose native code throws what nobody declares. */
public final class BrokenEngine implements InferenceEngine {
    @Override
    public String name() {
        return "broken";
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        throw new UnsupportedOperationException("type is not supported: COMPLEX64");
    }
}
