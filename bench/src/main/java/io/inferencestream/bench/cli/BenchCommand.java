package io.inferencestream.bench.cli;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.contestant.PeerPaths;
import io.inferencestream.bench.report.Conditions;
import io.inferencestream.bench.report.Report;
import io.inferencestream.bench.run.Bench;
import io.inferencestream.bench.run.Plan;
import io.inferencestream.bench.run.Results;
import io.inferencestream.bench.workload.Workloads;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures contestants side by side. */
@Command(
        name = "bench",
        subcommands = {DuelCommand.class, OverloadCommand.class, SoakCommand.class, ScaleOutCommand.class},
        mixinStandardHelpOptions = true,
        description = {
            "Measures images per second and latency, ours beside the limit and beside others, in one run.",
            "Broker, load generator and contestant run in a process each. Nothing else should run on the machine."
        })
final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Mixin
    private Places places = new Places();

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            description =
                    "mobilenet, fashion, crayfish (default: all of them with --shared; without it crayfish cannot be had, and"
                            + " mobilenet has random weights and images drawn from the sample)")
    private List<String> workloads = new ArrayList<>();

    @Option(
            names = "--contestant",
            paramLabel = "NAME",
            split = ",",
            description = "which are measured; the limit always is (default: all, peers only with --peers)")
    private List<String> contestants = new ArrayList<>();

    @Option(
            names = "--peers",
            description = "builds Flink and parallel-consumer, from Maven Central, and measures them")
    private boolean hasPeers;

    @Option(names = "--rounds", paramLabel = "N", description = "how often each is measured (default: 3)")
    private @Nullable Integer rounds;

    @Option(names = "--warm-up", paramLabel = "TIME", description = "of each process under load (default: 30s)")
    private @Nullable Duration warmUp;

    @Option(names = "--window", paramLabel = "TIME", description = "for which each is measured (default: 12s)")
    private @Nullable Duration window;

    @Option(
            names = "--loads",
            paramLabel = "PERCENT",
            split = ",",
            description = "of the sustained rate, for latencies; 0 for none (default: 25,50,80,120)")
    private List<Integer> loads = new ArrayList<>();

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "8", description = "of the topics (8)")
    private int partitions = 8;

    @Option(
            names = "--stream-setting",
            paramLabel = "YAML",
            description =
                    "one more line of the stream's configuration, such as 'threads: {stream: 2}', to try what it does;"
                            + " without it the stream runs at its defaults")
    private List<String> streamSettings = new ArrayList<>();

    @Option(
            names = "--quick",
            description =
                    "a smoke run of a minute or so: fashion, one round, few contestants, short windows; its figures"
                            + " mean nothing")
    private boolean isQuick;

    @Option(names = "--plan", description = "says what would be measured and how long it takes, and ends")
    private boolean isPlanOnly;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for results.md, results.json and plots (default: results in the work folder)")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        Plan plan = plan();
        terminal.printf(
                "%d rounds of %s on %s%nabout %d minutes, until %s%n",
                plan.rounds(),
                String.join(
                        ", ", plan.contestants().stream().map(Contestant::title).toList()),
                String.join(", ", plan.workloads()),
                Math.max(1, plan.estimate().toMinutes()),
                LocalTime.now().plus(plan.estimate()).truncatedTo(ChronoUnit.MINUTES));
        terminal.flush();
        if (isPlanOnly) {
            return 0;
        }
        if (hasPeers) {
            new PeerPaths(places.home()).build();
        }
        Map<String, String> conditions = Conditions.now();
        Bench bench = new Bench(
                plan,
                places.home(),
                places.shared(),
                places.work(),
                places.javaOptions(),
                streamSettings,
                line -> progress(line));
        Results results = bench.run();
        conditions.put("load average at the end", Conditions.loadAverage());
        return report(plan, results, conditions, terminal);
    }

    private void progress(String line) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(LocalTime.now().format(TO_THE_SECOND) + " " + line);
        terminal.flush();
    }

    private int report(Plan plan, Results results, Map<String, String> conditions, PrintWriter terminal) {
        Map<String, String> titles = new LinkedHashMap<>();
        Workloads all = new Workloads(places.home(), places.shared(), places.work());
        plan.workloads().forEach(name -> titles.put(name, all.open(name).title()));
        Report report = new Report(conditions, titles, results.all(), Contestant.titles());
        terminal.println();
        terminal.print(report.text(false));
        Path folder = out == null ? places.work().resolve("report") : out.toAbsolutePath();
        report.write(folder, "# Measured by bin/bench\n");
        terminal.println("\nwritten: " + folder.resolve("results.md") + ", results.json and plots");
        boolean hasFailed = results.all().stream().anyMatch(measurement -> measurement.failure() != null);
        return hasFailed ? 1 : 0;
    }

    private Plan plan() {
        Duration quick = Duration.ofSeconds(2);
        return new Plan(
                workloadNames(),
                lineUp(),
                rounds != null ? rounds : isQuick ? 1 : 3,
                warmUp != null ? warmUp : isQuick ? quick : Duration.ofSeconds(30),
                window != null ? window : isQuick ? quick : Duration.ofSeconds(12),
                loadPercents(),
                partitions,
                isQuick ? 20_000 : 8_000_000);
    }

    private List<Integer> loadPercents() {
        if (loads.equals(List.of(0))) {
            return List.of();
        }
        return !loads.isEmpty() ? loads : isQuick ? List.of(50) : List.of(25, 50, 80, 120);
    }

    private List<String> workloadNames() {
        if (!workloads.isEmpty()) {
            return workloads;
        }
        if (isQuick) {
            return List.of(Workloads.FASHION);
        }
        return places.shared() == null ? List.of(Workloads.MOBILENET, Workloads.FASHION) : Workloads.NAMES;
    }

    private List<Contestant> lineUp() {
        Contestants known = new Contestants(spec, places.home());
        List<Contestant> all = new ArrayList<>(List.of(Contestant.LIMIT));
        if (contestants.isEmpty() && isQuick) {
            all.addAll(List.of(Contestant.TUNED_NAIVE, Contestant.OURS, Contestant.OURS_EXACTLY_ONCE));
        } else if (contestants.isEmpty()) {
            all.clear();
            for (Contestant contestant : Contestant.values()) {
                if (hasPeers || contestant.kind().module().isEmpty()) {
                    all.add(contestant);
                }
            }
        }
        for (String title : contestants) {
            Contestant contestant = hasPeers ? known.named(title) : known.built(title);
            if (!all.contains(contestant)) {
                all.add(contestant);
            }
        }
        return all;
    }
}
