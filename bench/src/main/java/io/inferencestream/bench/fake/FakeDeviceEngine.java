package io.inferencestream.bench.fake;

import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.InferenceEngine;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test double of an engine and its device. A model called {@code sleeps-10ms} keeps its predictor for ten milliseconds
 * a batch, whatever the batch's size, and takes no processor; one of any other name answers at once.
 */
public final class FakeDeviceEngine implements InferenceEngine {
    /** The engine's name in a configuration. */
    public static final String NAME = "fake-device";

    private static final int LARGEST_BATCH = 256;
    private static final Pattern SLEEPS = Pattern.compile("sleeps-(\\d+)ms");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LoadedModel load(ModelFiles model, EngineOptions options) {
        Matcher sleeps = SLEEPS.matcher(model.card().id().name());
        Duration perBatch = sleeps.matches() ? Duration.ofMillis(Long.parseLong(sleeps.group(1))) : Duration.ZERO;
        int batch = options.maxBatchSize() > 0 ? options.maxBatchSize() : LARGEST_BATCH;
        return new FakeDevice(model.card(), Math.max(1, options.predictors()), batch, perBatch);
    }
}
