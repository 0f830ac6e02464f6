package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Prediction;

/** Writes a prediction as the value of a record. Used by one stream thread at a time, for one task. */
public interface PredictionWriter {

    /** The value's bytes. */
    byte[] write(SourceRecord source, ImageRequest request, Prediction prediction);
}
