package io.inferencestream.bench.limit;

import io.inferencestream.bench.workload.Workload;
import io.inferencestream.core.predict.LoadedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Measures how many images a second all predictors of a model do together, each decoding its own batches from memory. */
final class LimitRate {
    private final List<AlbumReader> readers = new ArrayList<>();

    LimitRate(Workload workload, LoadedModel model) {
        for (int i = 0; i < model.predictors(); i++) {
            readers.add(new AlbumReader(workload, model));
        }
    }

    /**
     * What was measured.
     *
     * @param perSecond images a second
     * @param images all of them
     */
    record Rate(double perSecond, long images) {}

    /** Measures for so long with batches of that size. */
    Rate measure(int batch, long nanos) throws InterruptedException {
        AtomicLong images = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; i < readers.size(); i++) {
            AlbumReader reader = readers.get(i);
            int offset = i * batch;
            Thread thread = new Thread(() -> {
                for (int at = offset; System.nanoTime() - started < nanos; at += batch) {
                    reader.run(at, batch);
                    images.addAndGet(batch);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Rate(images.get() * 1e9 / (System.nanoTime() - started), images.get());
    }
}
