package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.run.Overload;
import io.inferencestream.bench.run.Stage;
import io.inferencestream.bench.workload.Workloads;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the stream far more than it can do. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the stream many times its sustained rate: nothing may be lost, and memory must stay flat.",
            "First its sustained rate, then many times as much, then half of it until it has caught up. Exit status 1 where"
                    + " something is missing or double, or memory exceeds that at the sustained rate by more than a tenth."
        })
final class OverloadCommand implements Callable<Integer> {
    private static final double ALLOWED_GROWTH = 1.1;
    private static final String EXACTLY_ONCE = "exactly-once";

    @Mixin
    private Places places = new Places();

    @Mixin
    private LoadOptions load = new LoadOptions(Workloads.MOBILENET, 6_000);

    @Option(
            names = "--delivery",
            paramLabel = "NAME",
            defaultValue = EXACTLY_ONCE,
            description = "or at-least-once (${DEFAULT-VALUE})")
    private String delivery = EXACTLY_ONCE;

    @Option(
            names = "--factor",
            paramLabel = "N",
            defaultValue = "10",
            description = "of the sustained rate (${DEFAULT-VALUE})")
    private double factor = 10;

    @Option(
            names = "--steady",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "at the sustained rate before (${DEFAULT-VALUE})")
    private Duration steady = Duration.ofSeconds(60);

    @Option(
            names = "--overload",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long (${DEFAULT-VALUE})")
    private Duration overload = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(spec);
        Contestant ours = ours();
        try (Stage stage = load.open(places)) {
            double sustained = load.sustainedRate(stage, ours);
            screen.printf("sustained %.1f images/s; catching up will take about %.0f minutes%n", sustained, minutes());
            Overload.Outcome outcome =
                    new Overload(stage.ground(), ours, sustained, screen).run(factor, steady, overload);
            return report(screen, outcome);
        }
    }

    private double minutes() {
        return overload.toSeconds() * (factor - 1) / 0.5 / 60;
    }

    private Contestant ours() {
        return switch (delivery) {
            case EXACTLY_ONCE -> Contestant.OURS_EXACTLY_ONCE;
            case "at-least-once" -> Contestant.OURS;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--delivery is " + delivery + ": give exactly-once or at-least-once");
        };
    }

    private static int report(Screen screen, Overload.Outcome outcome) {
        screen.printf(
                "memory: %,d MiB at the sustained rate, %,d MiB overloaded, %,d MiB while catching up: %.2f times%n",
                outcome.steady().max() >> 20,
                outcome.overloaded().max() >> 20,
                outcome.recovering().max() >> 20,
                outcome.growth());
        screen.printf(
                "caught up after %.0f s; %,d images sent, %,d missing, %,d double%n",
                outcome.caughtUpSeconds(), outcome.sent(), outcome.missing(), outcome.doubles());
        boolean isGood = outcome.missing() == 0 && outcome.doubles() == 0 && outcome.growth() <= ALLOWED_GROWTH;
        return isGood ? 0 : 1;
    }
}
