package io.inferencestream.gateway;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.time.Duration;

/** A test double of an engine: a model of 2x2 gray with the classes a to d. */
public final class FakeEngine implements InferenceEngine {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        return FakeModel.named(model.card().id().name())
                .takes(Duration.ofMillis(1), Duration.ofNanos(100_000))
                .load();
    }
}
