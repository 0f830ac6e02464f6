package io.inferencestream.core.batch;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.BatchScores;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Calls into an engine with everything that must surround such a call: journal, hang watch, clock, rate. */
final class EngineCall<T extends BatchItem> implements AutoCloseable {
    private final BatchPredictor predictor;
    private final CrashJournal journal;
    private final int slot;
    private final HangWatch.Probe probe;
    private final ServiceRate rate;
    private final LongSupplier ticker;

    EngineCall(LoadedModel model, CrashJournal journal, HangWatch.Probe probe, ServiceRate rate, LongSupplier ticker) {
        this.predictor = model.newPredictor();
        this.journal = journal;
        this.slot = journal.openSlot();
        this.probe = probe;
        this.rate = rate;
        this.ticker = ticker;
    }

    PredictedBatch predict(List<T> batch) throws EngineException {
        ByteBuffer input = predictor.begin(batch.size());
        for (T item : batch) {
            input.put(item.pixels().values());
        }
        List<RecordId> ids = ids(batch);
        long started = ticker.getAsLong();
        BatchScores scores = guarded(ids, predictor::predict);
        long ended = ticker.getAsLong();
        rate.note(batch.size(), ended - started);
        return new PredictedBatch(scores, started, ended, System.currentTimeMillis());
    }

    /** Runs the model's own warm-up input: if even that fails, the engine is broken. */
    void selfTest() throws EngineException {
        guarded(List.of(), () -> {
            predictor.selfTest();
            return true;
        });
    }

    private <R> R guarded(List<RecordId> ids, Inference<R> inference) throws EngineException {
        journal.begin(slot, ids);
        probe.begin(ids);
        try {
            return inference.run();
        } finally {
            probe.end();
            journal.end(slot);
        }
    }

    private List<RecordId> ids(List<T> batch) {
        List<RecordId> ids = new ArrayList<>(batch.size());
        for (T item : batch) {
            ids.add(item.id());
        }
        return ids;
    }

    @Override
    public void close() {
        predictor.close();
    }

    private interface Inference<R> {
        R run() throws EngineException;
    }
}
