package io.inferencestream.bench.limit;

import io.inferencestream.bench.workload.Workload;
import io.inferencestream.core.predict.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How many images a second all predictors of a model do together, each decoding its own batches from memory. */
record LimitRate(double perSecond, long images) {

    static LimitRate of(Workload workload, LoadedModel model, int batch, long nanos) throws InterruptedException {
        AtomicLong images = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; i < model.predictors(); i++) {
            int offset = i * batch;
            Thread thread = new Thread(() -> {
                try (AlbumReader reader = new AlbumReader(workload, model)) {
                    for (int at = offset; System.nanoTime() - started < nanos; at += batch) {
                        reader.run(at, batch);
                        images.addAndGet(batch);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new LimitRate(images.get() * 1e9 / (System.nanoTime() - started), images.get());
    }
}
