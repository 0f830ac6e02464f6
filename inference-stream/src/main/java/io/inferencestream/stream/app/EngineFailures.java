package io.inferencestream.stream.app;

import io.inferencestream.core.batch.EngineFailureListener;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.kit.lifecycle.Ending;
import io.inferencestream.kit.lifecycle.ExitReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when its engine is broken, and halts it when its engine hangs. Thread-safe. */
final class EngineFailures implements EngineFailureListener {
    private static final Logger LOG = LoggerFactory.getLogger(EngineFailures.class);

    private final Ending ending;

    EngineFailures(Ending ending) {
        this.ending = ending;
    }

    @Override
    public void broken(ModelId model, Throwable cause) {
        ending.fail(ExitReason.ENGINE_FAILED, cause);
    }

    /** Native code that hangs cannot be interrupted, and would block a clean end: the process goes at once. */
    @Override
    public void hung(ModelId model, List<RecordId> records, Duration timeout) {
        LOG.atError()
                .addKeyValue("model", model)
                .addKeyValue("batchSize", records.size())
                .log(
                        "A batch has not come back within {} ms; halting so that the partitions move. In it: {}",
                        timeout.toMillis(),
                        records);
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitReason.ENGINE_FAILED.code());
    }
}
