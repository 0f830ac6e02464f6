package io.inferencestream.lab.cli;

import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.export.ExportFormat;
import io.inferencestream.lab.export.Publication;
import io.inferencestream.lab.export.Publisher;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.run.RunFolder;
import io.inferencestream.lab.train.Checkpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code model-lab export}: a run becomes a version of a model. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publishes the network of a run as a version of a model, and looks at the test images for its card.",
            "What was written is loaded as the stream loads it, and must agree with the network."
        })
final class ExportCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "folder of the run")
    private Path run = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "<repository>/<model> for its next version, or <repository>/<model>/<version>")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            defaultValue = "savedmodel",
            description = "savedmodel, bfloat16, onnx or int8 (${DEFAULT-VALUE})")
    private String format = "";

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ExportFormat chosen = Choices.format(spec.commandLine(), format);
        RunFolder folder = new RunFolder(run);
        Recipe recipe = folder.recipe();
        Checkpoint checkpoint = folder.checkpoint();
        TrainedNetwork trained = new TrainedNetwork(recipe.network(), checkpoint.best());
        LabelledImages test = recipe.open().test();
        Publication publication = new Publisher(trained, recipe.split(), chosen, Threads.all())
                .publish(out, test, Provenance.of(recipe, checkpoint));
        output.show(spec, print -> describe(print, publication), new Summary(publication));
        return 0;
    }

    static void describe(PrintWriter print, Publication publication) {
        EvaluationReport.print(print, publication.evaluation().classes(), publication.metrics());
        print.printf(
                Locale.ROOT,
                "top-1 agrees with the network on %d of %d images, probabilities within %.1e of the largest%n",
                publication.agreement().images()
                        - publication.agreement().differing().size(),
                publication.agreement().images(),
                publication.agreement().largestRelativeDifference());
        print.printf(Locale.ROOT, "published %s, %d bytes%n", publication.card().id(), publication.bytes());
    }

    /** What {@code --json} prints. */
    record Summary(
            String model, long bytes, double accuracy, double auc, double parityTop1, double parityRelativeDifference) {
        Summary(Publication publication) {
            this(
                    publication.card().id().toString(),
                    publication.bytes(),
                    publication.metrics().accuracy(),
                    publication.metrics().auc(),
                    publication.agreement().share(),
                    publication.agreement().largestRelativeDifference());
        }
    }
}
