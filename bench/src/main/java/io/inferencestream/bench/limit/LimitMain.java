package io.inferencestream.bench.limit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.inferencestream.bench.work.Engines;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import io.inferencestream.core.predict.LoadedModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures one placement of a model in a process of its own: decoding and predicting, fed from memory. Prints a
 * {@link LimitResult} as JSON on the last line.
 *
 * <p>Arguments: project folder, folder of shared data or {@code -}, work folder, workload, predictors, threads of each,
 * seconds.
 */
public final class LimitMain {
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final int SINGLES = 100;

    private final Workload workload;
    private final LoadedModel model;
    private final LimitRate limit;

    private LimitMain(Workload workload, LoadedModel model) {
        this.workload = workload;
        this.model = model;
        this.limit = new LimitRate(workload, model);
    }

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path shared = arguments[1].equals("-") ? null : Path.of(arguments[1]);
        Workload workload = new Workloads(Path.of(arguments[0]), shared, Path.of(arguments[2])).open(arguments[3]);
        int predictors = Integer.parseInt(arguments[4]);
        int threads = Integer.parseInt(arguments[5]);
        Duration window = Duration.ofMillis((long) (1000 * Double.parseDouble(arguments[6])));
        LoadedModel model =
                Engines.load(workload.repository(), workload.model(), predictors, threads, workload.batch());
        LimitResult result = new LimitMain(workload, model).measure(predictors, threads, window);
        System.out.println(new ObjectMapper().writeValueAsString(result));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private LimitResult measure(int predictors, int threads, Duration window) throws InterruptedException {
        List<Integer> classes;
        double single;
        try (AlbumReader reader = new AlbumReader(workload, model)) {
            classes = reader.firstClasses();
            single = single(reader);
        }
        rate(model.maxBatchSize(), Math.min(WARM_UP_NANOS, window.toNanos()));
        int best = bestBatch(Math.min(SWEEP_NANOS, window.toNanos()));
        long cpu = cpuNanos();
        LimitRate.Rate rate = limit.measure(best, window.toNanos());
        double cpuMillis = (cpuNanos() - cpu) / 1e6 / rate.images();
        return new LimitResult(model.device(), predictors, threads, best, rate.perSecond(), single, cpuMillis, classes);
    }

    private double single(AlbumReader reader) {
        reader.warmUp(SINGLES);
        double[] millis = new double[SINGLES];
        for (int i = 0; i < SINGLES; i++) {
            long started = System.nanoTime();
            reader.run(i, 1);
            millis[i] = (System.nanoTime() - started) / 1e6;
        }
        Arrays.sort(millis);
        return millis[SINGLES / 2];
    }

    private int bestBatch(long nanos) throws InterruptedException {
        int best = 1;
        double most = 0;
        for (int batch : sizes()) {
            double perSecond = rate(batch, nanos);
            if (perSecond > most) {
                most = perSecond;
                best = batch;
            }
        }
        return best;
    }

    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size < model.maxBatchSize(); size *= 2) {
            sizes.add(size);
        }
        sizes.add(model.maxBatchSize());
        return sizes;
    }

    private double rate(int batch, long nanos) throws InterruptedException {
        return limit.measure(batch, nanos).perSecond();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
