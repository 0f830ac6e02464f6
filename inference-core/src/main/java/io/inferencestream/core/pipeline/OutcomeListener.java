package io.inferencestream.core.pipeline;

import io.inferencestream.core.outcome.Outcome;

/** Waits for the outcome of one image. */
public interface OutcomeListener {

    /**
     * The outcome is there, and the image's memory is free. Called once, on any thread, unless the job was cancelled, the
     * pipeline closed, or the engine broke; must be quick and not throw.
     */
    void completed(Outcome outcome);
}
