package io.inferencestream.core.predict;

import io.inferencestream.core.repository.ModelFiles;
import java.time.Duration;

/** A test double of an engine, found as engines are. Its models see 2x2 gray and have the classes a to d. */
public final class FakeEngine implements InferenceEngine {
    /** The name of the model that takes 2.5 ms an image; one of any other name takes 0.1 ms. */
    public static final String STEADY = "steady";

    private static final Duration STEADY_PER_IMAGE = Duration.ofNanos(2_500_000);
    private static final Duration PER_IMAGE = Duration.ofNanos(100_000);

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        String name = model.card().id().name();
        return FakeModel.named(name)
                .takes(Duration.ofMillis(1), name.equals(STEADY) ? STEADY_PER_IMAGE : PER_IMAGE)
                .load();
    }
}
