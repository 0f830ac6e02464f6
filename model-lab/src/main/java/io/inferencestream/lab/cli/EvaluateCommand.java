package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.InputShape;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.data.TestPictures;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.PredictionsCsv;
import io.inferencestream.lab.evaluate.SavedModelClassifier;
import io.inferencestream.lab.graph.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab evaluate}: how often a published model is right. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures a version of a model on labelled pictures.")
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "folder of the version, <repository>/<model>/<version>")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "folder with the IDX test files, or with one folder of PNG files per class")
    private Path data = Path.of("");

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "writes every prediction there: file,label,predicted,probability")
    private @Nullable Path predictions;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ModelRepositoryException {
        PrintWriter print = spec.commandLine().getOut();
        ModelFiles files = find();
        LabelledImages pictures = TestPictures.in(data, files.card().labels());
        requireSize(pictures, files.card().input());
        try (SavedModelClassifier classifier = new SavedModelClassifier(files, Threads.all())) {
            Evaluation evaluation = Evaluation.of(classifier, pictures);
            EvaluationReport.print(print, evaluation);
            if (predictions != null) {
                PredictionsCsv.write(evaluation, predictions);
            }
        }
        print.flush();
        return 0;
    }

    private void requireSize(LabelledImages pictures, InputShape wanted) {
        if (pictures.width() != wanted.width() || pictures.height() != wanted.height()) {
            throw new DataException(
                    data,
                    "holds pictures of " + pictures.width() + "x" + pictures.height() + ", the model wants " + wanted);
        }
    }

    private ModelFiles find() throws ModelRepositoryException {
        Path version = model.toAbsolutePath().normalize();
        Path name = version.getParent();
        Path repository = name == null ? null : name.getParent();
        if (repository == null || name == null) {
            throw new ParameterException(
                    spec.commandLine(), "--model must be <repository>/<model>/<version>: " + model);
        }
        return new ModelRepository(repository)
                .find(String.valueOf(name.getFileName()), String.valueOf(version.getFileName()));
    }
}
