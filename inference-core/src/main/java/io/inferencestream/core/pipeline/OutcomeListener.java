package io.inferencestream.core.pipeline;

import io.inferencestream.core.outcome.Outcome;

/** Waits for the outcome of one image. */
public interface OutcomeListener {

    /**
     * The outcome is there, and the image's memory is free. Called once, on any thread, unless the job was cancelled, the
     * pipeline closed, or the engine broke; must be quick and not throw.
     */
    void completed(Outcome outcome);

    /**
     * The outcome never comes, because the engine broke or the pipeline closed; the image's memory is free. Called instead
     * of {@link #completed}, unless the job was cancelled; must be quick and not throw.
     */
    default void dropped() {}
}
