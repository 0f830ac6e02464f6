package io.inferencestream.chaos;

import io.inferencestream.stream.config.Delivery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The proof's command line. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Kills, stops and starves the stream while it works, and looks at every record.",
            "",
            "Each run has a broker of its own, one to three instances of the stream, and a plan that follows from its"
                    + " seed. At the end every record must have its own outcome, in order, and none a dead letter but those"
                    + " that should.",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every run kept what its delivery promises; a control lost records",
            "1:a run did not: its seed and where its logs are is printed",
            "2:wrong usage",
            "3:a run could not be made"
        })
public final class Chaos implements Callable<Integer> {
    private static final String LOGGING = "logback.configurationFile";
    private static final int LONG_SEEDS = 100;
    private static final int NOT_MADE = 3;
    private static final long PATIENCE_MILLIS = 20_000;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds, each in every delivery asked for (1).")
    private int seeds = 1;

    @Option(names = "--first-seed", paramLabel = "N", description = "The first of them; to repeat a run, its seed (1).")
    private long firstSeed = 1;

    @Option(names = "--long", description = "The long proof: 100 seeds.")
    private boolean isLong;

    @Option(names = "--delivery", split = ",", paramLabel = "NAME", description = "exactly-once, at-least-once (both).")
    private List<String> deliveries = List.of("exactly-once", "at-least-once");

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description =
                    "classic, streams, both, or alternate: classic for odd seeds, streams for even ones (alternate).")
    private String protocol = "alternate";

    @Option(names = "--records", paramLabel = "N", description = "Records in each run (5000).")
    private int records = 5_000;

    @Option(names = "--partitions", paramLabel = "N", description = "Partitions of the images (6).")
    private int partitions = 6;

    @Option(names = "--kills", paramLabel = "N", description = "How often an instance is killed by SIGKILL (3).")
    private int kills = 3;

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "NAME",
            description = "What happens once each besides: all, none, or some of sigterm, sigstop, join-leave,"
                    + " broker-restart, broker-sigkill, disk-full, registry-outage, model-hang, model-break (all).")
    private List<String> events = List.of("all");

    @Option(
            names = "--without-barrier",
            description = "The control: without its commit barrier the stream has to lose records.")
    private boolean isControl;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keeps results there, a JSON object a line; runs that are in it already are not run again.")
    private @Nullable Path out;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps every run's logs there, not only those of failures.")
    private @Nullable Path keep;

    @Option(names = "--verbose", description = "Says what happens as it happens.")
    private boolean isVerbose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Thread runner = Thread.currentThread();
    private volatile boolean isOver;

    Chaos() {}

    /** Runs the proof; the process's exit code says what came of it. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/inferencestream/chaos/logback.xml");
        }
        Chaos chaos = new Chaos();
        Runtime.getRuntime().addShutdownHook(new Thread(chaos::abandon, "abandon"));
        int code = new CommandLine(chaos).execute(arguments);
        chaos.isOver = true;
        System.exit(code);
    }

    /** Ctrl-C: the run ends its processes, and whatever it does not come round to is killed. */
    private void abandon() {
        if (!isOver) {
            runner.interrupt();
            try {
                runner.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter screen = spec.commandLine().getOut();
        List<Scenario> scenarios = scenarios();
        Results results = Results.open(out);
        List<RunResult> asked = new ArrayList<>();
        screen.println(Table.head());
        boolean isAllMade = true;
        for (Scenario scenario : scenarios) {
            RunResult result = results.of(scenario).orElse(null);
            if (result == null) {
                result = run(scenario, screen);
                if (result == null) {
                    isAllMade = false;
                    continue;
                }
                results.add(result);
            }
            asked.add(result);
            screen.println(Table.row(result));
        }
        Table.sums(asked).forEach(screen::println);
        if (!asked.stream().allMatch(RunResult::isAsExpected)) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        return isAllMade ? CommandLine.ExitCode.OK : NOT_MADE;
    }

    private @Nullable RunResult run(Scenario scenario, PrintWriter screen) throws IOException, InterruptedException {
        Path folder = keep == null
                ? Files.createTempDirectory("chaos")
                : Files.createDirectories(keep.resolve(scenario.key().replaceAll("[^A-Za-z0-9-]+", "-")));
        Consumer<String> listener = isVerbose ? screen::println : line -> {};
        RunResult result = null;
        try {
            result = new ChaosRun(scenario, folder, listener).run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the top of a run
            screen.println("seed " + scenario.seed() + " " + scenario.deliveryName() + " " + scenario.protocol()
                    + " could not be run: " + e);
        }
        if (result == null || !result.isAsExpected()) {
            if (result != null) {
                result.verdict().findings().forEach(screen::println);
            }
            screen.println("logs: " + folder + "; again: " + repetition(scenario));
        } else if (keep == null) {
            delete(folder);
        }
        return result;
    }

    private String repetition(Scenario scenario) {
        return "bin/chaos --first-seed " + scenario.seed() + " --delivery " + scenario.deliveryName() + " --protocol "
                + scenario.protocol() + " --records " + records + " --partitions " + partitions + " --kills " + kills
                + " --events " + String.join(",", events) + (isControl ? " --without-barrier" : "");
    }

    private List<Scenario> scenarios() {
        if (seeds < 1) { // no run would be no failure
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seeds is " + seeds + ": give the number of seeds, 1 or more");
        }
        Set<Disturbance> others = others();
        List<Scenario> scenarios = new ArrayList<>();
        int count = isLong ? LONG_SEEDS : seeds;
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            for (String delivery : deliveries) {
                for (String itsProtocol : protocols(seed)) {
                    scenarios.add(scenario(seed, delivery, itsProtocol, others));
                }
            }
        }
        return scenarios;
    }

    private Scenario scenario(long seed, String delivery, String itsProtocol, Set<Disturbance> others) {
        try {
            Delivery guarantee = switch (delivery) {
                case "exactly-once" -> Delivery.EXACTLY_ONCE;
                case "at-least-once" -> Delivery.AT_LEAST_ONCE;
                default -> throw new IllegalArgumentException("no such delivery: " + delivery);
            };
            return new Scenario(seed, guarantee, itsProtocol, records, partitions, kills, others, !isControl);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<String> protocols(long seed) {
        return switch (protocol) {
            case "alternate" -> List.of(seed % 2 == 0 ? "streams" : "classic");
            case "both" -> List.of("classic", "streams");
            default -> List.of(protocol);
        };
    }

    private Set<Disturbance> others() {
        if (events.equals(List.of("all"))) {
            return EnumSet.complementOf(EnumSet.of(Disturbance.SIGKILL));
        }
        Set<Disturbance> others = EnumSet.noneOf(Disturbance.class);
        for (String event : events) {
            if (!event.equals("none")) {
                try {
                    others.add(Disturbance.of(event));
                } catch (IllegalArgumentException e) {
                    throw new CommandLine.ParameterException(spec.commandLine(), "no such event: " + event, e);
                }
            }
        }
        return others;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
