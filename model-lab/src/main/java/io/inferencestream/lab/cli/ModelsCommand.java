package io.inferencestream.lab.cli;

import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.data.DataSets;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Engines;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Prediction;
import io.inferencestream.lab.export.CopiedVersion;
import io.inferencestream.lab.export.NewVersion;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model-lab models}: what is in a repository. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Looks after a repository of models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsCommand.ListAll.class,
            DescribeModelCommand.class,
            ModelsCommand.Verify.class,
            ModelsCommand.Publish.class,
            ModelsCommand.Diff.class
        })
final class ModelsCommand {
    static final String PLACE = "<repository>/<model>/<version>, or <repository>/<model> for the newest";

    /** What all of them share. */
    abstract static class Subcommand implements Callable<Integer> {
        @Mixin
        final Output output = new Output();

        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        ModelFiles find(Path place) throws ModelRepositoryException {
            return Choices.model(spec.commandLine(), place);
        }
    }

    /** {@code model-lab models list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists every version of every model.")
    static final class ListAll extends Subcommand {
        @Option(names = "--repository", defaultValue = "models", description = "(${DEFAULT-VALUE})")
        private Path repository = Path.of("");

        @Override
        public Integer call() throws ModelRepositoryException, IOException {
            ModelRepository all = new ModelRepository(repository);
            List<Row> rows = new ArrayList<>();
            for (String name : all.names()) {
                for (String version : all.versions(name)) {
                    ModelFiles files = all.find(name, version);
                    rows.add(new Row(
                            files.card().id().toString(),
                            files.engine(),
                            files.card().input().toString(),
                            files.card().labels().size(),
                            files.card().accuracy().get("test"),
                            NewVersion.size(files.directory())));
                }
            }
            output.show(spec, print -> describe(print, rows), rows);
            return 0;
        }

        private static void describe(PrintWriter print, List<Row> rows) {
            print.printf("%-20s %-12s %-12s %7s %8s %10s%n", "model", "engine", "input", "classes", "test", "bytes");
            for (Row row : rows) {
                print.printf(
                        Locale.ROOT,
                        "%-20s %-12s %-12s %7d %8s %10d%n",
                        row.model(),
                        row.engine(),
                        row.input(),
                        row.classes(),
                        row.test() == null ? "-" : String.format(Locale.ROOT, "%.4f", row.test()),
                        row.bytes());
            }
        }

        /** One version. */
        record Row(
                String model,
                String engine,
                String input,
                int classes,
                @Nullable Double test,
                long bytes) {}
    }

    /** {@code model-lab models verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks that a version is whole, loads, passes its warm-up and, given its test images, still reaches"
                        + " what its card says."
            })
    static final class Verify extends Subcommand {
        @Parameters(paramLabel = "MODEL", description = PLACE)
        private Path model = Path.of("");

        @Option(names = "--data", paramLabel = "PLACE", description = "the test images that its card speaks of")
        private @Nullable Path data;

        @Override
        public Integer call() throws ModelRepositoryException {
            ModelFiles files = find(model); // reads every file and holds the sum against the card's
            Double stated = files.card().accuracy().get("test");
            Double reached = data == null ? null : accuracy(files, data);
            if (data == null) {
                try (LoadedModel loaded = Engines.load(files)) {
                    loaded.newPredictor().close();
                }
            }
            boolean holds = reached == null || stated == null || Math.abs(reached - stated) < 1e-9;
            Result result =
                    new Result(files.card().id().toString(), files.card().checksum(), stated, reached, holds);
            output.show(spec, print -> describe(print, result), result);
            return holds ? 0 : 1;
        }

        private static double accuracy(ModelFiles files, Path data) {
            LabelledImages test = DataSets.open(
                            data, files.card().labels(), files.card().input())
                    .test();
            try (EngineClassifier classifier = new EngineClassifier(files)) {
                return Evaluation.of(classifier, test).accuracy();
            }
        }

        private static void describe(PrintWriter print, Result result) {
            print.printf(
                    "%s: files are whole (%s), it loads and passes its warm-up%n",
                    result.model(),
                    result.checksum().isEmpty()
                            ? "no checksum"
                            : result.checksum().substring(0, 12));
            if (result.reached() != null) {
                print.printf(
                        Locale.ROOT,
                        "test accuracy %.4f, its card says %s: %s%n",
                        result.reached(),
                        result.stated() == null ? "nothing" : String.format(Locale.ROOT, "%.4f", result.stated()),
                        result.holds() ? "holds" : "DIFFERS");
            }
        }

        /** What was found. */
        record Result(
                String model,
                String checksum,
                @Nullable Double stated,
                @Nullable Double reached,
                boolean holds) {}
    }

    /** {@code model-lab models publish}. */
    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = {
                "Copies a folder with a model and its model.yaml into a repository, as the next version.",
                "It is loaded and warmed up first, appears at once or not at all, and never over another."
            })
    static final class Publish extends Subcommand {
        @Parameters(paramLabel = "FOLDER", description = "holds saved_model.pb or model.onnx, and model.yaml")
        private Path folder = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "DIR", description = "<repository>/<model>")
        private Path out = Path.of("");

        @Override
        public Integer call() throws ModelRepositoryException, IOException {
            ModelFiles published = CopiedVersion.publish(folder, out);
            Map<String, String> result = Map.of(
                    "model",
                    published.card().id().toString(),
                    "folder",
                    published.directory().toString());
            output.show(
                    spec,
                    print -> print.printf("published %s%n", published.card().id()),
                    result);
            return 0;
        }
    }

    /** {@code model-lab models diff}. */
    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = "Compares what two versions make of the same images.")
    static final class Diff extends Subcommand {
        private static final int SHOWN = 10;

        @Parameters(index = "0", paramLabel = "A", description = PLACE)
        private Path first = Path.of("");

        @Parameters(index = "1", paramLabel = "B", description = PLACE)
        private Path second = Path.of("");

        @Option(names = "--data", required = true, paramLabel = "PLACE", description = "images; their test part")
        private Path data = Path.of("");

        @Override
        public Integer call() throws ModelRepositoryException {
            Evaluation one = evaluation(find(first));
            Evaluation other = evaluation(find(second));
            if (!one.classes().equals(other.classes())) {
                throw new ParameterException(
                        spec.commandLine(),
                        "the models tell different classes apart: " + one.classes() + " and " + other.classes());
            }
            Agreement agreement = Agreement.of(one, other);
            List<Difference> differences = new ArrayList<>();
            for (int i = 0; i < one.predictions().size(); i++) {
                Prediction a = one.predictions().get(i);
                Prediction b = other.predictions().get(i);
                if (!a.predicted().equals(b.predicted())) {
                    differences.add(new Difference(a.file(), a.label(), a.predicted(), b.predicted()));
                }
            }
            Result result =
                    new Result(agreement.images(), agreement.share(), one.accuracy(), other.accuracy(), differences);
            output.show(spec, print -> describe(print, result), result);
            return 0;
        }

        private Evaluation evaluation(ModelFiles files) {
            LabelledImages test = DataSets.open(
                            data, files.card().labels(), files.card().input())
                    .test();
            try (EngineClassifier classifier = new EngineClassifier(files)) {
                return Evaluation.of(classifier, test);
            }
        }

        private static void describe(PrintWriter print, Result result) {
            long first = result.differences().stream()
                    .filter(d -> d.first().equals(d.label()))
                    .count();
            long second = result.differences().stream()
                    .filter(d -> d.second().equals(d.label()))
                    .count();
            print.printf(
                    Locale.ROOT,
                    "they agree on %.2f %% of %d images; accuracy %.4f and %.4f%n",
                    100 * result.share(),
                    result.images(),
                    result.firstAccuracy(),
                    result.secondAccuracy());
            print.printf(
                    "of %d differences the first is right in %d, the second in %d%n",
                    result.differences().size(), first, second);
            result.differences().stream()
                    .limit(SHOWN)
                    .forEach(d -> print.printf(
                            "  %s  is %s, the first says %s, the second %s%n",
                            d.file(), d.label(), d.first(), d.second()));
        }

        /** An image on which they differ. */
        record Difference(String file, String label, String first, String second) {}

        /** How far they agree. */
        record Result(
                int images, double share, double firstAccuracy, double secondAccuracy, List<Difference> differences) {}
    }
}
