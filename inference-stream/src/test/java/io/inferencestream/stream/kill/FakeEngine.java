package io.inferencestream.stream.kill;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.time.Duration;

/** A test double of an engine: what its model does is in the model's name. */
public final class FakeEngine implements InferenceEngine {
    /** Takes 2.5 ms an image. */
    public static final String STEADY = "steady";
    /** Takes half a second an image. */
    public static final String SLOW = "slow";
    /** Hangs on the intensity {@link #VICTIM}. */
    public static final String HANGS = "hangs";
    /** Takes its process down on the intensity {@link #VICTIM}, as native code does. */
    public static final String CRASHES = "crashes";

    /** The picture that a model dies of. */
    public static final int VICTIM = 66;

    private static final int CRASH = 134;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        String name = model.card().id().name();
        FakeModel.Builder fake = FakeModel.named(name);
        return switch (name) {
            case STEADY ->
                fake.takes(Duration.ofMillis(1), Duration.ofNanos(2_500_000)).load();
            case SLOW -> fake.takes(Duration.ZERO, Duration.ofMillis(500)).load();
            case HANGS -> fake.hangsOn(pixel -> pixel == VICTIM).load();
            case CRASHES -> fake.hangsOn(FakeEngine::crashOn).load();
            default -> throw new IllegalArgumentException("no such fake: " + name);
        };
    }

    private static boolean crashOn(int pixel) {
        if (pixel == VICTIM) {
            Runtime.getRuntime().halt(CRASH);
        }
        return false;
    }
}
