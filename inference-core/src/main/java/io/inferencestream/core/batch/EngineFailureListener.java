package io.inferencestream.core.batch;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.ModelId;
import java.time.Duration;
import java.util.List;

/** Told when an engine is beyond help: no record is to blame, and this process can predict no more. */
public interface EngineFailureListener {

    /** The engine failed on input that it is known to handle. Called at most once per predictor. */
    void broken(ModelId model, Throwable cause);

    /** A batch has not come back within the time-out; {@code records} were in it. */
    void hung(ModelId model, List<RecordId> records, Duration timeout);
}
