package io.inferencestream.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private static final int NOT_MADE = 3;
    private static final long PATIENCE_MILLIS = 20_000;

    @Mixin
    private final RunOptions wanted = new RunOptions();

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
        List<Scenario> scenarios = wanted.scenarios();
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
            screen.println("logs: " + folder + "; again: " + wanted.repetition(scenario));
        } else if (keep == null) {
            delete(folder);
        }
        return result;
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
