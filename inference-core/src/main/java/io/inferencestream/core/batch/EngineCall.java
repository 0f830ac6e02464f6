package io.inferencestream.core.batch;

import io.inferencestream.core.journal.CrashJournal;
import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.output.BatchAnswers;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Calls into an engine with everything that must surround such a call: journal, hang watch, clock, rate.
 *
 * <p>Not thread-safe: one predictor's thread owns it.
 */
/*
 * The journal forgets a batch when the engine has answered it or refused it, for the engine is alive then. When the
 * engine throws something else, or fails its own test, its last records stay in the journal: nobody can say that they
 * are to blame, but if it happens again to the next instance, their names are what the operator needs.
 */
final class EngineCall<T extends BatchItem> implements AutoCloseable {
    private final BatchPredictor predictor;
    private final CrashJournal journal;
    private final int slot;
    private final HangWatch.Probe probe;
    private final ServiceRate rate;
    private final LongSupplier ticker;

    EngineCall(LoadedModel model, CrashJournal journal, HangWatch.Probe probe, ServiceRate rate, LongSupplier ticker) {
        this.slot = journal.openSlot();
        this.predictor = model.newPredictor();
        this.journal = journal;
        this.probe = probe;
        this.rate = rate;
        this.ticker = ticker;
    }

    PredictedBatch predict(List<T> batch) throws EngineException {
        ByteBuffer input = predictor.begin(batch.size());
        for (T item : batch) {
            input.put(item.pixels().values());
        }
        enter(batch);
        long started = ticker.getAsLong();
        int answered = 0;
        try {
            BatchAnswers answers = predictor.predict();
            answered = batch.size();
            journal.end(slot);
            return new PredictedBatch(answers, started, ticker.getAsLong(), System.currentTimeMillis());
        } catch (EngineException e) {
            journal.end(slot);
            throw e;
        } finally {
            probe.end();
            rate.note(answered, ticker.getAsLong() - started);
        }
    }

    /**
     * Runs the model's own warm-up input: if even that fails, the engine is broken.
     *
     * @param suspects what the engine failed just before
     */
    void selfTest(List<T> suspects) throws EngineException {
        enter(suspects);
        try {
            predictor.selfTest();
            journal.end(slot);
        } finally {
            probe.end();
        }
    }

    private void enter(List<T> batch) {
        List<RecordId> ids = new ArrayList<>(batch.size());
        for (T item : batch) {
            ids.add(item.id());
        }
        journal.begin(slot, ids);
        probe.begin(ids);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
