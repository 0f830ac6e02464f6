package io.inferencestream.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.output.BatchScores;
import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.LoadedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every engine's predictors do not disturb each other. */
abstract class ConcurrencyContract {
    private static final int THREADS = 2;
    private static final int BATCHES = 3000;
    private static final int IMAGES = 64;
    private static final int MAX_BATCH = 16;

    @TempDir
    Path folder;

    private final TinyFormat format;

    ConcurrencyContract(TinyFormat format) {
        this.format = format;
    }

    @Test
    void answersInSeveralThreadsAsInOne() throws Exception {
        byte[][] images = TinyNetwork.PLAIN.images(IMAGES, 11);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LoadedModel model = format.load(TinyNetwork.PLAIN, folder, MAX_BATCH)) {
            float[][] alone = new float[IMAGES][];
            try (BatchPredictor predictor = model.newPredictor()) {
                for (int i = 0; i < IMAGES; i++) {
                    alone[i] = TinyFormat.predict(predictor, images[i]).row(0);
                }
            }

            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long seed = thread;
                done.add(threads.submit(() -> predictAtRandom(model, images, alone, seed)));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void predictAtRandom(LoadedModel model, byte[][] images, float[][] alone, long seed)
            throws Exception {
        Random random = new Random(seed);
        try (BatchPredictor predictor = model.newPredictor()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                int[] chosen =
                        random.ints(1 + random.nextInt(MAX_BATCH), 0, IMAGES).toArray();
                byte[][] pixels = new byte[chosen.length][];
                for (int i = 0; i < chosen.length; i++) {
                    pixels[i] = images[chosen[i]];
                }

                BatchScores scores = TinyFormat.predict(predictor, pixels);

                for (int i = 0; i < chosen.length; i++) {
                    assertThat(scores.row(i)).containsExactly(alone[chosen[i]], within(1e-6f));
                }
            }
        }
        return null;
    }
}
