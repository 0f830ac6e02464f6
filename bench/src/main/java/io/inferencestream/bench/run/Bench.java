package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Launcher;
import io.inferencestream.bench.contestant.PeerPaths;
import io.inferencestream.bench.limit.LimitResult;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.run.Measurement.Latency;
import io.inferencestream.bench.run.Measurement.Sustained;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures contestants round by round: in each round every contestant runs once, in changing order, on the same broker
 * with the same backlog, so that what the machine does meanwhile falls on all of them alike. What has been measured is kept
 * and not measured again.
 */
public final class Bench {
    /** A backlog is for the whole of warm-up and window at the limit, and for the time until the first answers. */
    private static final double BACKLOG_ROOM = 1.3;

    private static final int FEWEST = 64;
    private static final long MAX_BACKLOG_BYTES = 7L << 30;

    private final Plan plan;
    private final Workloads workloads;
    private final LimitRun limits;
    private final Launcher launcher;
    private final Results results;
    private final Path work;
    private final Consumer<String> progress;

    /**
     * A bench.
     *
     * @param home the project's folder
     * @param shared folder of data that are not in the repository, or null
     * @param work folder for results, logs and state
     * @param javaOptions of every contestant
     * @param streamSettings see {@link Launcher}
     * @param progress told what is done, a line each
     */
    public Bench(
            Plan plan,
            Path home,
            @Nullable Path shared,
            Path work,
            List<String> javaOptions,
            List<String> streamSettings,
            Consumer<String> progress) {
        this.plan = plan;
        this.workloads = new Workloads(home, shared, work);
        this.limits = new LimitRun(home, shared, work, javaOptions);
        this.launcher = new Launcher(new PeerPaths(home), work, javaOptions, streamSettings, null);
        this.results = new Results(work.resolve("results"));
        this.work = work;
        this.progress = progress;
    }

    /** Measures whatever of the plan has not been measured yet. */
    public Results run() throws InterruptedException {
        try (WarmCluster cluster = new WarmCluster(work)) {
            for (int round = 1; round <= plan.rounds(); round++) {
                for (String workload : plan.workloads()) {
                    if (!isDone(round, workload)) {
                        measure(round, workloads.open(workload), cluster);
                    }
                }
            }
        }
        return results;
    }

    private boolean isDone(int round, String workload) {
        return plan.contestants().stream()
                .allMatch(contestant ->
                        results.find(round, workload, contestant.title()).isPresent());
    }

    private void measure(int round, Workload workload, WarmCluster warm) throws InterruptedException {
        LimitResult limit = limit(round, workload);
        Cluster cluster = warm.get();
        Ground ground = new Ground(cluster, launcher, workload, plan.partitions(), limit.firstClasses());
        String input = ground.newInput();
        int backlog = backlog(workload, limit);
        progress.accept(String.format("round %d, %s: laying out %,d images", round, workload.name(), backlog));
        try (Sender sender = ground.bulkSender(input)) {
            sender.fill(backlog);
        }
        List<Contestant> streams = plan.streams(round);
        warm.warmUp(() -> warmUp(ground, streams, input, backlog));
        try (Pace pace = limits.pace(workload.name(), limit)) {
            for (Contestant stream : streams) {
                if (results.find(round, workload.name(), stream.title()).isEmpty()) {
                    keep(measure(round, ground, stream, input, backlog, pace));
                }
            }
        }
        cluster.delete(List.of(input));
    }

    private LimitResult limit(int round, Workload workload) throws InterruptedException {
        String title = Contestant.LIMIT.title();
        Optional<Measurement> known = results.find(round, workload.name(), title);
        LimitResult result = known.isPresent() ? known.get().limit() : null;
        if (result == null) {
            double load = loadAverage();
            result = limits.run(workload.name(), plan.window());
            keep(new Measurement(round, workload.name(), title, null, List.of(), result, 0, load, null));
        }
        return result;
    }

    private int backlog(Workload workload, LimitResult limit) {
        Duration time = plan.warmUp().plus(plan.window());
        double wanted = limit.imagesPerSecond() * time.toMillis() / 1e3 * BACKLOG_ROOM;
        long fitting = Math.min(plan.maxBacklog(), MAX_BACKLOG_BYTES / Math.max(1, workload.meanBytes()));
        return (int) Math.max(FEWEST, Math.min(fitting, wanted));
    }

    /** A contestant that fails must not keep the others from being measured, nor lose what has been measured of it. */
    private Measurement measure(int round, Ground ground, Contestant contestant, String input, int backlog, Pace pace)
            throws InterruptedException {
        WriteBack.await();
        double load = loadAverage();
        double before = pace.perSecond();
        double after = before;
        Sustained sustained = null;
        List<Latency> latencies = List.of();
        String failure = null;
        try {
            sustained = sustained(ground, contestant, input, backlog);
            after = pace.perSecond();
            if (!plan.loads().isEmpty() && contestant.predicts()) {
                latencies = new LatencyRun(
                                ground, contestant, sustained.imagesPerSecond(), plan.warmUp(), plan.window())
                        .run(plan.loads());
            }
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
        }
        return new Measurement(
                round,
                ground.workload().name(),
                contestant.title(),
                sustained,
                latencies,
                null,
                (before + after) / 2,
                load,
                failure);
    }

    /** Whoever comes last works for nothing first. A warm-up needs no figure. */
    private void warmUp(Ground ground, List<Contestant> streams, String input, int backlog)
            throws InterruptedException {
        if (streams.isEmpty()) {
            return;
        }
        try {
            sustained(ground, streams.get(streams.size() - 1), input, backlog);
        } catch (IllegalStateException e) {
            progress.accept("the broker's warm-up was cut short: " + e.getMessage());
        }
    }

    private Sustained sustained(Ground ground, Contestant contestant, String input, int backlog)
            throws InterruptedException {
        return new SustainedRun(ground, contestant, input, backlog, plan.warmUp(), plan.window()).run();
    }

    private static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void keep(Measurement measurement) {
        results.keep(measurement);
        String failure = measurement.failure();
        progress.accept(String.format(
                "round %d, %s, %s: %s",
                measurement.round(),
                measurement.workload(),
                measurement.contestant(),
                String.format("%,.1f images/s", measurement.rate()) + (failure == null ? "" : ", failed: " + failure)));
    }
}
