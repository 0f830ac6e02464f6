package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.run.Stage;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a stream is loaded with for long, and how its sustained rate is found before. */
final class LoadOptions {
    private static final int PARTITIONS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Mixin
    private final WorkloadOption workload;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "images to find the sustained rate with (${DEFAULT-VALUE})")
    private int backlog;

    /** The values that hold unless the command line names others. */
    LoadOptions(String workload, int backlog) {
        this.workload = new WorkloadOption(workload);
        this.backlog = backlog;
    }

    Stage open(Places places) throws InterruptedException {
        return Stage.open(
                workload.name(), true, PARTITIONS, places.home(), places.shared(), places.work(), places.javaOptions());
    }

    /** Images per second. */
    double sustainedRate(Stage stage, Contestant contestant) throws InterruptedException {
        return stage.sustained(contestant, 1, backlog, WARM_UP, WINDOW).imagesPerSecond();
    }
}
