package io.inferencestream.bench.flink;

import io.inferencestream.bench.work.Answers;
import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.work.WorkSettings;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.stream.event.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread per core that takes what waits, up to a batch, decodes it and predicts it: what an expert would put behind
 * Flink's asynchronous operator. Shared by all subtasks of the process. Static, because Flink makes the operators.
 */
final class Predictors {
    private static @Nullable Predictors shared;

    private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();

    /** An image and who wants its prediction. */
    record Job(Message image, Consumer<Message> done) {}

    private final int largestBatch;

    private Predictors(WorkSettings settings) {
        LoadedModel model = Engines.loadTuned(settings);
        largestBatch = model.maxBatchSize();
        for (int i = 0; i < model.predictors(); i++) {
            Thread thread = new Thread(() -> work(model, settings), "predict-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    static synchronized Predictors shared(WorkSettings settings) {
        Predictors predictors = shared;
        if (predictors == null) {
            predictors = new Predictors(settings);
            shared = predictors;
        }
        return predictors;
    }

    int largestBatch() {
        return largestBatch;
    }

    void submit(Job job) {
        waiting.add(job);
    }

    private void work(LoadedModel model, WorkSettings settings) {
        try (Answers answers = new Answers(model, settings)) {
            List<Job> batch = new ArrayList<>();
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, model.maxBatchSize() - 1);
                List<byte[]> events =
                        answers.answer(batch.stream().map(Predictors::source).toList());
                for (int i = 0; i < batch.size(); i++) {
                    Job job = batch.get(i);
                    job.done().accept(job.image().withValue(events.get(i)));
                }
                batch.clear();
            }
        } catch (Throwable e) { // the top of this thread: half a contestant is none
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static SourceRecord source(Job job) {
        Message image = job.image();
        return Answers.source(image.topic, image.partition, image.offset, image.key, image.value, image.timestamp);
    }
}
