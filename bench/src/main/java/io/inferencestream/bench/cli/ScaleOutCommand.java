package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.run.Measurement.Sustained;
import io.inferencestream.bench.run.Stage;
import io.inferencestream.bench.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs ever more instances with a fake device each. */
@Command(
        name = "scale-out",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how throughput grows with instances, on a fake device, and where broker and cores end it.",
            "The fake device sleeps 10 ms a batch of at most 8 and computes nothing: a test double, 800 images/s at best."
        })
final class ScaleOutCommand implements Callable<Integer> {
    private static final double DEVICE = 800;

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--instances",
            paramLabel = "N",
            split = ",",
            description = "how many, one run each (default: 1,2,4,8)")
    private List<Integer> instances = new ArrayList<>();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "16",
            description = "of the topics (${DEFAULT-VALUE})")
    private int partitions = 16;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "until all instances have their" + " partitions (${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ofSeconds(15);

    @Option(names = "--window", paramLabel = "TIME", defaultValue = "10s", description = "measured (${DEFAULT-VALUE})")
    private Duration window = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(spec);
        List<Integer> counts = instances.isEmpty() ? List.of(1, 2, 4, 8) : instances;
        try (Stage stage = Stage.open(
                Workloads.FAKE_DEVICE, false, partitions, places.home(), null, places.work(), List.of("-Xmx256m"))) {
            screen.accept("instances   images/s   per instance   of the devices   CPU ms/image   broker CPU ms/image");
            for (int count : counts) {
                int backlog = (int) (DEVICE * count * (warmUp.plus(window).toSeconds() + 5) * 3);
                Sustained it = stage.sustained(Contestant.OURS_NO_MODEL, count, backlog, warmUp, window);
                screen.printf(
                        "%9d %10.0f %14.0f %15.0f%% %14.3f %21.3f%n",
                        count,
                        it.imagesPerSecond(),
                        it.imagesPerSecond() / count,
                        100 * it.imagesPerSecond() / (DEVICE * count),
                        it.appCpuMillis(),
                        it.brokerCpuMillis());
            }
            return 0;
        }
    }
}
