package io.inferencestream.core.batch;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.predict.EngineException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One predictor's thread: takes batches, runs them, halves those that fail. Whatever else goes wrong means that this
 * process can predict no more: it is reported, and what waits is dropped, for nobody will run it.
 */
final class PredictorLoop<T extends BatchItem> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PredictorLoop.class);

    private final ModelId model;
    private final BatchQueue<T> queue;
    private final EngineCall<T> call;
    private final EngineFailureListener failures;
    private final BatchMeter meter;
    private List<T> inHand = List.of();
    private int settled;

    PredictorLoop(
            ModelId model, BatchQueue<T> queue, EngineCall<T> call, EngineFailureListener failures, BatchMeter meter) {
        this.model = model;
        this.queue = queue;
        this.call = call;
        this.failures = failures;
        this.meter = meter;
    }

    @Override
    public void run() {
        try {
            for (Batch<T> batch = queue.take(); !batch.items().isEmpty(); batch = queue.take()) {
                long started = meter.now();
                work(batch.items());
                meter.ran(batch.closedBy(), inHand.size(), started);
            }
        } catch (Throwable e) {
            giveUp(e);
        } finally {
            call.close();
        }
    }

    private void work(List<T> batch) throws EngineException {
        batch.removeIf(PredictorLoop::isDropped);
        inHand = batch;
        settled = 0;
        if (!batch.isEmpty()) {
            meter.taken(batch);
            runBatch(batch);
        }
    }

    private static boolean isDropped(BatchItem item) {
        if (item.isCancelled()) {
            item.dropped();
            return true;
        }
        return false;
    }

    /** Settles every item, in order. */
    private void runBatch(List<T> batch) throws EngineException {
        PredictedBatch answer;
        try {
            answer = call.predict(batch);
        } catch (EngineException e) {
            divide(batch, e);
            return;
        }
        for (int row = 0; row < batch.size(); row++) {
            settled++;
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
        call.selfTest(batch);
        T culprit = batch.get(0);
        LOG.atWarn()
                .addKeyValue("model", model)
                .addKeyValue("recordId", culprit.id())
                .setCause(failure)
                .log("The model fails on this image and works on its own warm-up input");
        settled++;
        culprit.failed(String.valueOf(failure.getMessage()));
    }

    private void giveUp(Throwable cause) {
        try {
            LOG.atError()
                    .addKeyValue("model", model)
                    .setCause(cause)
                    .log("The engine is broken; what it had in hand is not rejected and has to be read again");
            failures.broken(model, cause);
        } finally {
            inHand.subList(settled, inHand.size()).forEach(BatchItem::dropped);
            queue.abandon().forEach(BatchItem::dropped);
        }
    }
}
