package io.inferencestream.lab.cli;

import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.Network;
import io.inferencestream.lab.report.TrainingReport;
import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.run.RunFolder;
import io.inferencestream.lab.train.EpochReport;
import io.inferencestream.lab.train.Trainer;
import io.inferencestream.lab.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab train}: fits a network to labelled images. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a network in a run folder, which keeps its recipe, its checkpoint and its report.",
            "Choices are made on validation images; test images are not read. 'export' makes a model of the run."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "folder of the run")
    private Path run = Path.of("");

    @Option(names = "--resume", description = "go on with the run in the folder, by its own recipe")
    private boolean resume;

    @Option(
            names = "--threads",
            defaultValue = "0",
            description = "that compute; 1 repeats bit by bit, 0 is all processors (${DEFAULT-VALUE})")
    private int threads;

    @Mixin
    private final RecipeOptions options = new RecipeOptions();

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunFolder folder = new RunFolder(run);
        Recipe recipe = recipe(folder);
        LabelledImages.Split split = recipe.split();
        if (recipe.settings().batchSize() > split.training().count()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--batch-size must be at most " + split.training().count() + ": "
                            + recipe.settings().batchSize());
        }
        introduce(recipe.network(), split);
        Training training;
        try (ProgressLine progress = new ProgressLine(output.progress(spec), Terminal.isWatched())) {
            training = new Trainer(recipe.settings(), Threads.of(threads), progress)
                    .train(recipe.network(), split, folder.checkpointFile());
        }
        TrainingReport.write(recipe, split, training, folder.report());
        output.show(spec, print -> conclude(print, folder, training), new Summary(folder, training));
        return 0;
    }

    private Recipe recipe(RunFolder folder) throws IOException {
        if (resume) {
            return folder.recipe();
        }
        if (folder.exists()) {
            throw new DataException(run, "holds a run already: say --resume, or name another folder");
        }
        Recipe recipe = options.recipe(spec.commandLine());
        folder.begin(recipe);
        return recipe;
    }

    private void introduce(Network network, LabelledImages.Split split) {
        output.progress(spec)
                .printf(
                        Locale.ROOT,
                        "%d parameters, %.1f million multiplications an image, %d training and %d validation images%n",
                        network.parameters(),
                        network.multiplications() / 1e6,
                        split.training().count(),
                        split.validation().count());
        output.progress(spec).flush();
    }

    private static void conclude(PrintWriter print, RunFolder folder, Training training) {
        EpochReport best = training.bestEpoch();
        print.printf(
                Locale.ROOT,
                "trained in %d s; best was epoch %d: validation accuracy %.4f, AUC %.4f%n",
                training.took().toSeconds(),
                best.epoch(),
                best.validation(),
                best.validationAuc());
        print.printf(
                "report: %s%nnext: model-lab export --run %s --out models/NAME%n", folder.report(), folder.folder());
    }

    /** What {@code --json} prints. */
    record Summary(
            String run, long seconds, int epochs, int bestEpoch, double validationAccuracy, double validationAuc) {
        Summary(RunFolder folder, Training training) {
            this(
                    folder.folder().toString(),
                    training.took().toSeconds(),
                    training.history().size(),
                    training.bestEpoch().epoch(),
                    training.bestEpoch().validation(),
                    training.bestEpoch().validationAuc());
        }
    }
}
