package io.inferencestream.lab.evaluate;

import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.lab.data.LabelledImages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * How many images a second models see, through the stream's predictors, as many at once as pay off. Models take turns,
 * so that whatever else the machine does meets all of them; each gets the median of its turns.
 */
public final class Speed {
    private final LabelledImages images;
    private final Duration turn;
    private final int turns;

    /**
     * @param images of the models' input shape
     * @param turn how long a model runs before the next
     * @param turns of each model; at least 1
     */
    public Speed(LabelledImages images, Duration turn, int turns) {
        this.images = images;
        this.turn = turn;
        this.turns = turns;
    }

    /** Images a second of each model, in their order. */
    public List<Double> measure(List<LoadedModel> models) throws InterruptedException {
        List<List<Double>> rates =
                models.stream().map(m -> (List<Double>) new ArrayList<Double>()).toList();
        for (int round = 0; round < turns; round++) {
            for (int i = 0; i < models.size(); i++) {
                rates.get(i).add(rate(models.get(i)));
            }
        }
        return rates.stream()
                .map(r -> r.stream().sorted().toList().get(r.size() / 2))
                .toList();
    }

    private double rate(LoadedModel model) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(model.predictors());
        try {
            long startedAtNanos = System.nanoTime();
            List<Future<Long>> counts = IntStream.range(0, model.predictors())
                    .mapToObj(i -> threads.submit(() -> run(model, startedAtNanos)))
                    .toList();
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return total / ((System.nanoTime() - startedAtNanos) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(model.card().id() + " fails while its speed is measured", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long run(LoadedModel model, long startedAtNanos) throws EngineException {
        int batch = model.maxBatchSize();
        byte[] image = new byte[images.bytesPerImage()];
        long count = 0;
        try (BatchPredictor predictor = model.newPredictor()) {
            while (System.nanoTime() - startedAtNanos < turn.toNanos()) {
                ByteBuffer buffer = predictor.begin(batch);
                for (int i = 0; i < batch; i++) {
                    images.copyPixels((int) ((count + i) % images.count()), image, 0);
                    buffer.put(image);
                }
                predictor.predict();
                count += batch;
            }
        }
        return count;
    }
}
