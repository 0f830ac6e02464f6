package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.outcome.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a pipeline says of its engines. Thread-safe. */
public final class FailureLog implements EngineFailureListener {
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private final List<List<RecordId>> hung = new CopyOnWriteArrayList<>();

    @Override
    public void broken(ModelId model, Throwable cause) {
        broken.add(cause);
    }

    @Override
    public void hung(ModelId model, List<RecordId> records, Duration timeout) {
        hung.add(List.copyOf(records));
    }

    public List<Throwable> broken() {
        return broken;
    }

    public List<List<RecordId>> hung() {
        return hung;
    }
}
