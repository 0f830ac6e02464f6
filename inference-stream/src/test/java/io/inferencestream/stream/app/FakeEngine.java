package io.inferencestream.stream.app;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.time.Duration;

/** A test double of an engine, which takes 2.5 ms an image. */
public final class FakeEngine implements InferenceEngine {
    /** The name of its model. */
    public static final String STEADY = "steady";

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        return FakeModel.named(model.card().id().name())
                .takes(Duration.ofMillis(1), Duration.ofNanos(2_500_000))
                .load();
    }
}
