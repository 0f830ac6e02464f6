package io.inferencestream.bench.cli;

import io.inferencestream.bench.run.Duel;
import io.inferencestream.bench.run.DuelResult;
import io.inferencestream.bench.workload.Workloads;
import io.inferencestream.stream.cli.InferenceStream;
import io.inferencestream.testkit.fork.BuiltCheckout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures two contestants in turns. */
@Command(
        name = "duel",
        mixinStandardHelpOptions = true,
        description = {
            "Measures two contestants in turns of some seconds, the other one standing still meanwhile.",
            "A machine that is not always as quick thus makes no difference between them. The same one twice, the second"
                    + " with other settings, shows what these do."
        })
final class DuelCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIRST", description = "a contestant; 'limit' too")
    private String first = "";

    @Parameters(index = "1", paramLabel = "SECOND", description = "what it is compared with")
    private String second = "";

    @Mixin
    private Places places = new Places();

    @Mixin
    private WorkloadOption workload = new WorkloadOption(Workloads.MOBILENET);

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "20",
            description = "of each, measured (${DEFAULT-VALUE})")
    private int turns = 20;

    @Option(
            names = "--turn",
            paramLabel = "TIME",
            defaultValue = "4s",
            description = "how long each is measured at a time (${DEFAULT-VALUE}); longer than 5 s, a stream that is"
                    + " exactly-once takes its own standing still for a model that hangs, and begins anew")
    private Duration turn = Duration.ofSeconds(4);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "of each under load, before (${DEFAULT-VALUE})")
    private Duration warmUp = Duration.ofSeconds(60);

    @Option(
            names = "--second-setting",
            paramLabel = "YAML",
            description = "one more line of the second's configuration, where that is ours")
    private List<String> secondSettings = new ArrayList<>();

    @Option(names = "--second-java-option", paramLabel = "OPTION", description = "one more option of the second's JVM")
    private List<String> secondJavaOptions = new ArrayList<>();

    @Option(
            names = "--second-from",
            paramLabel = "DIR",
            description = "the second is the stream that is built in that checkout, such as the commit before")
    private @Nullable Path secondFrom;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(spec);
        Contestants contestants = new Contestants(spec, places.home());
        List<String> java = places.javaOptions();
        List<String> otherJava = new ArrayList<>(java);
        otherJava.addAll(secondJavaOptions);
        DuelResult result = new Duel(places.home(), places.shared(), places.work(), screen)
                .run(
                        workload.name(),
                        new Duel.Side(contestants.built(first), java, List.of(), null),
                        new Duel.Side(contestants.built(second), otherJava, secondSettings, built()),
                        warmUp,
                        turn,
                        turns);
        say(screen, first, result.first());
        say(screen, second, result.second());
        List<Double> ratios = result.ratios();
        screen.printf(
                "%s is %.3f times %s (median of %d turns; the middle half from %.3f to %.3f)%n",
                first,
                DuelResult.quantile(ratios, 0.5),
                second,
                ratios.size(),
                DuelResult.quantile(ratios, 0.25),
                DuelResult.quantile(ratios, 0.75));
        return 0;
    }

    private @Nullable Path built() {
        Path checkout = secondFrom;
        if (checkout == null) {
            return null;
        }
        try {
            BuiltCheckout.classPath(checkout, InferenceStream.class.getName());
            return checkout;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--second-from " + checkout + ": " + e.getMessage(), e);
        }
    }

    private static void say(Screen screen, String name, DuelResult.Side side) {
        screen.printf(
                "%-18s %,.1f images/s; CPU ms an image: app %.3f, broker %.3f%n",
                name, side.imagesPerSecond(), side.appCpuMillis(), side.brokerCpuMillis());
    }
}
