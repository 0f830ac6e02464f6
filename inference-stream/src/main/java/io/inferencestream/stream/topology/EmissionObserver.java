package io.inferencestream.stream.topology;

import io.inferencestream.core.outcome.Outcome;

/** Sees every outcome as it is emitted, on a stream thread. Under exactly-once, a replay is seen again. */
public interface EmissionObserver {
    void emitted(Outcome outcome);
}
