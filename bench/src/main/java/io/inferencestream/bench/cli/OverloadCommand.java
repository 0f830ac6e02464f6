package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.run.Overload;
import io.inferencestream.bench.run.Stage;
import io.inferencestream.bench.workload.Workloads;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            defaultValue = Workloads.MOBILENET,
            description = "${DEFAULT-VALUE}")
    private String workload = Workloads.MOBILENET;

    @Option(names = "--delivery", defaultValue = "exactly-once", description = "or at-least-once (${DEFAULT-VALUE})")
    private String delivery = "exactly-once";

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

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "6000",
            description = "images to find the sustained rate with (${DEFAULT-VALUE})")
    private int backlog = 6_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        Contestant ours = delivery.equals("exactly-once") ? Contestant.OURS_EXACTLY_ONCE : Contestant.OURS;
        try (Stage stage =
                Stage.open(workload, true, 8, places.home(), places.shared(), places.work(), places.javaOptions())) {
            double sustained = stage.sustained(ours, 1, backlog, Duration.ofSeconds(15), Duration.ofSeconds(10))
                    .imagesPerSecond();
            terminal.printf(
                    "sustained %.1f images/s; catching up will take about %.0f minutes%n", sustained, minutes());
            terminal.flush();
            Overload.Outcome outcome = new Overload(stage.ground(), ours, sustained, line -> say(terminal, line))
                    .run(factor, steady, overload);
            return report(terminal, outcome);
        }
    }

    private double minutes() {
        return overload.toSeconds() * (factor - 1) / 0.5 / 60;
    }

    private static void say(PrintWriter terminal, String line) {
        terminal.println(line);
        terminal.flush();
    }

    private static int report(PrintWriter terminal, Overload.Outcome outcome) {
        terminal.printf(
                "memory: %,d MiB at the sustained rate, %,d MiB overloaded, %,d MiB while catching up: %.2f times%n",
                outcome.steady().most() >> 20,
                outcome.overloaded().most() >> 20,
                outcome.recovering().most() >> 20,
                outcome.growth());
        terminal.printf(
                "caught up after %.0f s; %,d images sent, %,d missing, %,d double%n",
                outcome.caughtUpSeconds(), outcome.sent(), outcome.missing(), outcome.doubles());
        boolean isGood = outcome.missing() == 0 && outcome.doubles() == 0 && outcome.growth() <= ALLOWED_GROWTH;
        return isGood ? 0 : 1;
    }
}
