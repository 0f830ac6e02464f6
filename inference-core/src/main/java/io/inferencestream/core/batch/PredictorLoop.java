package io.inferencestream.core.batch;

import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.ModelId;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One predictor's thread: takes batches, runs them, halves those that fail. */
final class PredictorLoop<T extends BatchItem> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PredictorLoop.class);

    private final ModelId model;
    private final BatchQueue<T> queue;
    private final EngineCall<T> call;
    private final EngineFailureListener failures;

    PredictorLoop(ModelId model, BatchQueue<T> queue, EngineCall<T> call, EngineFailureListener failures) {
        this.model = model;
        this.queue = queue;
        this.call = call;
        this.failures = failures;
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void run() {
        try (call) {
            for (List<T> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                runBatch(wanted(batch));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.atError()
                    .addKeyValue("model", model)
                    .setCause(e)
                    .log("The engine is broken: no record is to blame, and none was rejected");
            failures.broken(model, e);
        }
    }

    /** The items that somebody still waits for; the others are dropped. */
    private List<T> wanted(List<T> batch) {
        List<T> wanted = new ArrayList<>(batch.size());
        for (T item : batch) {
            if (item.isCancelled()) {
                item.dropped();
            } else {
                wanted.add(item);
            }
        }
        return wanted;
    }

    private void runBatch(List<T> batch) throws EngineException {
        if (batch.isEmpty()) {
            return;
        }
        PredictedBatch answer;
        try {
            answer = call.predict(batch);
        } catch (EngineException e) {
            divide(batch, e);
            return;
        }
        for (int row = 0; row < batch.size(); row++) {
            batch.get(row).predicted(answer, row);
        }
    }

    private void divide(List<T> batch, EngineException failure) throws EngineException {
        if (batch.size() > 1) {
            LOG.atDebug()
                    .addKeyValue("model", model)
                    .addKeyValue("batchSize", batch.size())
                    .setCause(failure)
                    .log("The engine failed a batch; its halves are tried alone");
            int middle = batch.size() / 2;
            runBatch(batch.subList(0, middle));
            runBatch(batch.subList(middle, batch.size()));
            return;
        }
        call.selfTest();
        T culprit = batch.get(0);
        LOG.atWarn()
                .addKeyValue("model", model)
                .addKeyValue("recordId", culprit.id())
                .setCause(failure)
                .log("The model fails on this image and works on its own warm-up input");
        culprit.failed(String.valueOf(failure.getMessage()));
    }
}
