package io.inferencestream.bench.run;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.Launcher;
import io.inferencestream.bench.contestant.PeerPaths;
import io.inferencestream.bench.load.Sender;
import io.inferencestream.bench.run.Measurement.Sustained;
import io.inferencestream.bench.workload.Workload;
import io.inferencestream.bench.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster and one workload, for the runs that look at the stream alone. */
public final class Stage implements AutoCloseable {
    private final Cluster cluster;
    private final Workload workload;
    private final Ground ground;

    private Stage(Cluster cluster, Workload workload, Ground ground) {
        this.cluster = cluster;
        this.workload = workload;
        this.ground = ground;
    }

    /**
     * Sets it up.
     *
     * @param hasModel whether answers are a model's, and are to be checked against what it says itself
     */
    public static Stage open(
            String name,
            boolean hasModel,
            int partitions,
            Path home,
            @Nullable Path shared,
            Path work,
            List<String> javaOptions)
            throws InterruptedException {
        Workload workload = new Workloads(home, shared, work).open(name);
        List<Integer> classes = hasModel
                ? new LimitRun(home, shared, work, javaOptions)
                        .run(name, Duration.ofSeconds(1))
                        .firstClasses()
                : List.of(0);
        Cluster cluster = Cluster.start(work);
        Launcher launcher = new Launcher(new PeerPaths(home), work, javaOptions, List.of(), null);
        return new Stage(cluster, workload, new Ground(cluster, launcher, workload, partitions, classes));
    }

    public Ground ground() {
        return ground;
    }

    public Workload workload() {
        return workload;
    }

    /** What a number of instances of a contestant can do with a backlog of images. */
    public Sustained sustained(Contestant contestant, int instances, int backlog, Duration warmUp, Duration window)
            throws InterruptedException {
        String input = ground.newInput();
        try (Sender sender = ground.bulkSender(input)) {
            sender.fill(backlog);
        }
        try {
            return new SustainedRun(ground, contestant, input, backlog, warmUp, window).run(instances);
        } finally {
            cluster.delete(List.of(input));
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
