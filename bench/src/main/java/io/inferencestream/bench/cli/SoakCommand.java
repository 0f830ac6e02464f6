package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.run.Soak;
import io.inferencestream.bench.run.Stage;
import io.inferencestream.bench.workload.Workloads;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps the stream busy for long. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps the stream at 80 %% of its sustained rate for so many images: nothing may be lost, memory stays flat.",
            "Exit status 1 where something is missing or double, or memory grows by a tenth."
        })
final class SoakCommand implements Callable<Integer> {
    private static final double ALLOWED_GROWTH = 1.1;
    private static final double LOAD = 0.8;

    @Mixin
    private Places places = new Places();

    @Mixin
    private LoadOptions load = new LoadOptions(Workloads.FASHION, 150_000);

    @Option(names = "--images", paramLabel = "N", defaultValue = "1000000", description = "${DEFAULT-VALUE}")
    private int images = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(spec);
        Contestant ours = Contestant.OURS_EXACTLY_ONCE;
        try (Stage stage = load.open(places)) {
            double sustained = load.sustainedRate(stage, ours);
            screen.printf(
                    "sustained %.1f images/s; %,d images at 80 %% of it take %.0f minutes%n",
                    sustained, images, images / (LOAD * sustained) / 60);
            Soak.Outcome outcome = new Soak(stage.ground(), ours, screen).run(LOAD * sustained, images);
            screen.printf(
                    "memory: %,d MiB once warm, %,d MiB at the end: %.2f times%n%,d images sent, %,d missing, %,d double%n",
                    outcome.memory().maxOfTenth(2) >> 20,
                    outcome.memory().maxOfTenth(9) >> 20,
                    outcome.growth(),
                    outcome.sent(),
                    outcome.missing(),
                    outcome.doubles());
            boolean isGood = outcome.missing() == 0 && outcome.doubles() == 0 && outcome.growth() <= ALLOWED_GROWTH;
            return isGood ? 0 : 1;
        }
    }
}
