package io.inferencestream.lab.cli;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.export.ExportFormat;
import io.inferencestream.lab.export.Publication;
import io.inferencestream.lab.export.Publisher;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.optimise.AccuracyGate;
import io.inferencestream.lab.optimise.Candidate;
import io.inferencestream.lab.optimise.Contest;
import io.inferencestream.lab.optimise.Measurement;
import io.inferencestream.lab.optimise.Pruning;
import io.inferencestream.lab.report.TradeOffPlot;
import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.run.RunFolder;
import io.inferencestream.lab.train.Checkpoint;
import io.inferencestream.lab.train.Trainer;
import io.inferencestream.lab.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab optimise}: smaller and quicker forms of a run's network. */
@Command(
        name = "optimise",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures smaller and quicker forms of a run's network: ONNX, INT8, bfloat16, pruned.",
            "All run in turns through the stream's predictors; accuracy is that on the validation images.",
            "--publish makes one of them a version, if it did not lose more than --max-drop."
        })
final class OptimiseCommand implements Callable<Integer> {
    private static final float FINE_TUNING_RATE = 0.2f;

    @Option(names = "--run", required = true, paramLabel = "DIR", description = "folder of the run")
    private Path run = Path.of("");

    @Option(
            names = "--max-drop",
            defaultValue = "0.5",
            paramLabel = "POINTS",
            description = "most accuracy a candidate may lose, in percentage points (${DEFAULT-VALUE})")
    private double maxDrop;

    @Option(
            names = "--prune",
            split = ",",
            paramLabel = "PERCENT",
            description = "shares of the filters to take out, one candidate for each")
    private List<Integer> shares = List.of();

    @Option(
            names = "--fine-tune",
            defaultValue = "3",
            paramLabel = "EPOCHS",
            description = "that a pruned network is trained on (${DEFAULT-VALUE})")
    private int fineTuning;

    @Option(names = "--publish", paramLabel = "CANDIDATE", description = "which to publish, to --out")
    private @Nullable String publish;

    @Option(names = "--out", paramLabel = "DIR", description = "<repository>/<model> for its next version")
    private @Nullable Path out;

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AccuracyGate gate = gate();
        RunFolder folder = new RunFolder(run);
        Recipe recipe = folder.recipe();
        Checkpoint checkpoint = folder.checkpoint();
        LabelledImages.Split split = recipe.split();
        List<Candidate> candidates = candidates(new TrainedNetwork(recipe.network(), checkpoint.best()), recipe, split);
        Candidate chosen = chosen(candidates);
        List<Measurement> measured = new Contest(split, run.resolve("candidates"), Threads.all()).measure(candidates);
        Measurement parent = measured.get(0);
        Path plot = run.resolve("optimise.png");
        TradeOffPlot.write(measured, parent.accuracy() - gate.maxDrop() / 100, plot);
        Summary summary =
                new Summary(measured.stream().map(m -> Row.of(m, parent, gate)).toList(), plot.toString());
        output.show(spec, print -> describe(print, summary), summary);
        if (chosen != null && out != null) {
            gate.require(parent, measured.get(candidates.indexOf(chosen)));
            publish(chosen, recipe, checkpoint, split, out);
        }
        return 0;
    }

    private AccuracyGate gate() {
        if ((publish == null) != (out == null)) {
            throw new ParameterException(spec.commandLine(), "--publish and --out go together");
        }
        if (shares.stream().anyMatch(share -> share < 1 || share > 95)) {
            throw new ParameterException(spec.commandLine(), "--prune must be from 1 to 95: " + shares);
        }
        if (maxDrop < 0) {
            throw new ParameterException(spec.commandLine(), "--max-drop must not be negative: " + maxDrop);
        }
        return new AccuracyGate(maxDrop);
    }

    private List<Candidate> candidates(TrainedNetwork trained, Recipe recipe, LabelledImages.Split split) {
        List<Candidate> candidates = new ArrayList<>();
        for (ExportFormat format : ExportFormat.values()) {
            candidates.add(new Candidate(format.spelling(), trained, format));
        }
        for (int share : shares) {
            TrainedNetwork pruned = fineTuned(Pruning.prune(trained, share / 100.0), recipe.settings(), split);
            candidates.add(new Candidate("pruned-" + share, pruned, ExportFormat.SAVEDMODEL));
            candidates.add(new Candidate("pruned-" + share + "-int8", pruned, ExportFormat.INT8));
        }
        return candidates;
    }

    private TrainedNetwork fineTuned(TrainedNetwork pruned, TrainingSettings settings, LabelledImages.Split split) {
        if (fineTuning == 0) {
            return pruned;
        }
        TrainingSettings shorter = settings.shorter(fineTuning, settings.learningRate() * FINE_TUNING_RATE);
        try (ProgressLine progress = new ProgressLine(output.progress(spec), Terminal.isWatched())) {
            return new Trainer(shorter, Threads.all(), progress)
                    .train(pruned, split)
                    .best();
        }
    }

    private @Nullable Candidate chosen(List<Candidate> candidates) {
        if (publish == null) {
            return null;
        }
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(publish))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--publish must be one of "
                                + candidates.stream().map(Candidate::name).toList() + ": " + publish));
    }

    private void publish(Candidate chosen, Recipe recipe, Checkpoint checkpoint, LabelledImages.Split split, Path place)
            throws IOException {
        Map<String, String> provenance = Provenance.of(recipe, checkpoint);
        provenance.put("optimised", chosen.name());
        Publication publication = new Publisher(chosen.network(), split, chosen.format(), Threads.all())
                .publish(place, recipe.open().test(), provenance);
        PrintWriter print = output.progress(spec);
        ExportCommand.describe(print, publication);
        print.flush();
    }

    private static void describe(PrintWriter print, Summary summary) {
        print.printf(
                "%-18s %9s %8s %10s %8s %10s  %s%n",
                "candidate", "accuracy", "points", "images/s", "speed", "bytes", "gate");
        for (Row row : summary.candidates()) {
            print.printf(
                    Locale.ROOT,
                    "%-18s %9.4f %+8.2f %10.0f %7.2fx %10d  %s%n",
                    row.name(),
                    row.accuracy(),
                    row.points(),
                    row.imagesPerSecond(),
                    row.speedUp(),
                    row.bytes(),
                    row.passes() ? "passes" : "REFUSED");
        }
        print.printf("plot: %s%n", summary.plot());
    }

    /** A candidate beside its parent, the first. */
    record Row(
            String name,
            double accuracy,
            double points,
            double imagesPerSecond,
            double speedUp,
            long bytes,
            boolean passes) {
        static Row of(Measurement measured, Measurement parent, AccuracyGate gate) {
            return new Row(
                    measured.name(),
                    measured.accuracy(),
                    100 * (measured.accuracy() - parent.accuracy()),
                    measured.imagesPerSecond(),
                    measured.imagesPerSecond() / parent.imagesPerSecond(),
                    measured.bytes(),
                    gate.lets(parent.accuracy(), measured.accuracy()));
        }
    }

    /** What {@code --json} prints. */
    record Summary(List<Row> candidates, String plot) {}
}
