package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import java.time.Duration;
import java.util.List;

/**
 * Told when this process can predict no more, and no record is to blame for certain. Called on the thread that found out,
 * which may be a predictor's, a decoder's, or a stream thread's: it must not throw, nor wait for the pipeline to close,
 * which waits for that thread.
 */
public interface EngineFailureListener {

    /**
     * The engine failed on input that it is known to handle, or something broke that should not be able to. Called at
     * most once per predictor and once per image that could not be decoded for such a reason. What was in flight for
     * that predictor gets no outcome.
     */
    void broken(ModelId model, Throwable cause);

    /**
     * A batch has not come back within the time-out; {@code records} were in it, or were failed just before the
     * self-test that hangs. Called once per batch.
     */
    void hung(ModelId model, List<RecordId> records, Duration timeout);
}
