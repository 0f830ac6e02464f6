package io.inferencestream.djl;

import io.inferencestream.core.predict.BatchPredictor;
import io.inferencestream.core.predict.EngineException;
import io.inferencestream.core.predict.EngineOptions;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;

/**
 * Prints how many images a second a shared model's predictors do, the median of several rounds, and what a batch costs in
 * time of the processor. Arguments: network ({@code mobilenet} or {@code ffnn}), format, predictors, threads of each, batch
 * sizes.
 */
final class Throughput {
    private static final int ROUNDS = 7;

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        boolean large = arguments[0].equals("mobilenet");
        TinyFormat format = TinyFormat.valueOf(arguments[1]);
        int predictors = Integer.parseInt(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        int[] sizes =
                Arrays.stream(arguments).skip(4).mapToInt(Integer::parseInt).toArray();
        Path repository = Files.createTempDirectory("throughput");
        ModelFiles files =
                large ? SharedModels.mobileNet(format, repository) : SharedModels.feedForward(format, repository);
        int largest = Arrays.stream(sizes).max().orElseThrow();
        try (LoadedModel model = format.engine().load(files, new EngineOptions("cpu", predictors, threads, largest))) {
            for (int size : sizes) {
                measure(model, size, large ? 1_500_000_000L : 500_000_000L);
            }
        }
    }

    private static void measure(LoadedModel model, int size, long nanos) throws Exception {
        double[] rates = new double[ROUNDS];
        double[] costs = new double[ROUNDS];
        CyclicBarrier start = new CyclicBarrier(model.predictors());
        LongAdder[] batches = new LongAdder[ROUNDS + 1];
        LongAdder[] busy = new LongAdder[ROUNDS + 1];
        for (int round = 0; round <= ROUNDS; round++) {
            batches[round] = new LongAdder();
            busy[round] = new LongAdder();
        }
        Thread[] workers = new Thread[model.predictors()];
        for (int worker = 0; worker < workers.length; worker++) {
            workers[worker] = new Thread(() -> work(model, size, nanos, start, batches, busy));
            workers[worker].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        for (int round = 0; round < ROUNDS; round++) { // what came before the first round was to warm up
            rates[round] = size * batches[round + 1].sum() * 1e9 / nanos;
            costs[round] = busy[round + 1].sum() / 1e3 / batches[round + 1].sum();
        }
        Arrays.sort(rates);
        Arrays.sort(costs);
        System.out.printf(
                Locale.ROOT,
                "%s %s %dx batch %3d: %9.0f images/s (best %.0f), %.1f us of processor time a batch%n",
                model.card().id(),
                model.engine(),
                model.predictors(),
                size,
                rates[ROUNDS / 2],
                rates[ROUNDS - 1],
                costs[ROUNDS / 2]);
    }

    private static void work(
            LoadedModel model, int size, long nanos, CyclicBarrier start, LongAdder[] batches, LongAdder[] busy) {
        ThreadMXBean processor = ManagementFactory.getThreadMXBean();
        try (BatchPredictor predictor = model.newPredictor()) {
            for (int round = 0; round < batches.length; round++) {
                start.await();
                long used = processor.getCurrentThreadCpuTime();
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    predictor.begin(size).put(0, (byte) round);
                    predictor.predict();
                    batches[round].increment();
                }
                busy[round].add(processor.getCurrentThreadCpuTime() - used);
            }
        } catch (EngineException | InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
