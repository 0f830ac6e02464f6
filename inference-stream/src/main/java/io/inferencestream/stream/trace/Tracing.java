package io.inferencestream.stream.trace;

import io.inferencestream.core.batch.BatchObserver;
import io.inferencestream.stream.config.StreamSettings;
import io.inferencestream.stream.topology.RecordTrace;

/**
 * Tracing as the settings want it.
 *
 * @param records follows records
 * @param batches follows batches
 * @param end sends what is left, and ends; takes at most some seconds
 */
public record Tracing(RecordTrace records, BatchObserver batches, Runnable end) {
    /** No tracing. */
    public static final Tracing OFF = new Tracing(RecordTrace.OFF, BatchObserver.NONE, () -> {});

    /** Begins to trace, if the settings name a collector; that it is there is not checked. */
    public static Tracing start(StreamSettings settings) {
        return settings.tracing()
                .endpoint()
                .map(endpoint -> Exporting.to(endpoint, settings))
                .orElse(OFF);
    }
}
