package io.inferencestream.core.batch;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.ModelId;
import java.time.Duration;
import java.util.List;

/**
 * Told when this process can predict no more, and no record is to blame for certain. Called on threads that have
 * nothing else to do any more; must not throw.
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
