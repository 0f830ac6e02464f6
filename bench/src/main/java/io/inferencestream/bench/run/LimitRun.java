package io.inferencestream.bench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencestream.bench.limit.LimitMain;
import io.inferencestream.bench.limit.LimitResult;
import io.inferencestream.bench.limit.PaceMain;
import io.inferencestream.testkit.fork.Fork;
import io.inferencestream.testkit.fork.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Measures the limit: each sensible placement in a process of its own, since TensorFlow fixes its threads once. */
final class LimitRun {
    private static final int PREDICTORS_OF_A_GPU = 4;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Path home;
    private final @Nullable Path shared;
    private final Path work;
    private final List<String> javaOptions;

    LimitRun(Path home, @Nullable Path shared, Path work, List<String> javaOptions) {
        this.home = home;
        this.shared = shared;
        this.work = work;
        this.javaOptions = List.copyOf(javaOptions);
    }

    /** The placement with the most images a second, and the shortest lone image of any. */
    LimitResult run(String workload, Duration window) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Map<Integer, Integer> placements = new TreeMap<>(Map.of(1, cores));
        placements.put(cores, 1);
        placements.putIfAbsent(Math.min(cores, PREDICTORS_OF_A_GPU), 1);
        LimitResult best = null;
        double single = Double.MAX_VALUE;
        for (Map.Entry<Integer, Integer> placement : placements.entrySet()) {
            LimitResult result = measure(workload, placement.getKey(), placement.getValue(), window);
            single = Math.min(single, result.singleMillis());
            if (best == null || result.imagesPerSecond() > best.imagesPerSecond()) {
                best = result;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no placement");
        }
        return new LimitResult(
                best.device(),
                best.predictors(),
                best.intraOpThreads(),
                best.batch(),
                best.imagesPerSecond(),
                single,
                best.cpuMillisPerImage(),
                best.firstClasses());
    }

    /** The limit in that placement, held ready to measure the machine's pace with. */
    Pace pace(String workload, LimitResult placement) {
        return new Pace(fork(
                "pace-" + workload,
                PaceMain.class,
                workload,
                placement.predictors(),
                placement.intraOpThreads(),
                Integer.toString(placement.batch())));
    }

    private LimitResult measure(String workload, int predictors, int threads, Duration window)
            throws InterruptedException {
        try (ForkedJvm process = fork(
                "limit-" + workload + "-" + predictors,
                LimitMain.class,
                workload,
                predictors,
                threads,
                Double.toString(window.toMillis() / 1e3))) {
            if (process.exitCode(LONGEST) != 0) {
                throw new IllegalStateException("the limit could not be measured; " + process.tail());
            }
            String last = process.output().lines().reduce("", (before, line) -> line);
            return new ObjectMapper().readValue(last, LimitResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the limit's result cannot be read", e);
        }
    }

    private ForkedJvm fork(String log, Class<?> main, String workload, int predictors, int threads, String last) {
        return Fork.of(main)
                .options(javaOptions)
                .options("-Dlogback.configurationFile=io/inferencestream/bench/contestant/logback.xml")
                .arguments(
                        home.toString(),
                        shared == null ? "-" : shared.toString(),
                        work.toString(),
                        workload,
                        Integer.toString(predictors),
                        Integer.toString(threads),
                        last)
                .start(work.resolve(log + ".log"));
    }
}
