package io.inferencestream.lab.cli;

import io.inferencestream.core.model.Task;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.data.DataSet;
import io.inferencestream.lab.data.DataSets;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Metrics;
import io.inferencestream.lab.evaluate.PredictionsCsv;
import io.inferencestream.lab.evaluate.Temperature;
import io.inferencestream.lab.kafka.StreamAnswerer;
import io.inferencestream.lab.kafka.StreamEvaluation;
import io.inferencestream.lab.report.ConfusionImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model-lab evaluate}: how good a published model is. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a version of a model on labelled images, through the stream's own decoder and predictors.",
            "What --data is goes by the model's task:",
            "  classification  labelled images, as for 'data inspect'",
            "  detection       a file of annotations in COCO's form: average precision by COCO's rules",
            "  embedding       a CSV file with the columns first, second, same, and fold if there are folds: verification",
            "                  accuracy by the protocol of Labeled Faces in the Wild",
            "  regression      a CSV file with the column file and one for each value: mean absolute error and others",
            "  multi-label     a CSV file with the column file and one for each label, 1 or 0: F1 and average precision",
            "--through-kafka sends the same images through a running stream too, and compares image by image."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "<repository>/<model>/<version>, or <repository>/<model> for the newest")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "PLACE",
            description = "the labelled images, or a file that says what is true of images")
    private Path data = Path.of("");

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "where the images lie that a file names; if not given, where the file lies")
    private @Nullable Path folder;

    @Option(names = "--part", defaultValue = "test", description = "test, validation or training (${DEFAULT-VALUE})")
    private String part = "";

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "writes every prediction there: file,label,predicted,probability")
    private @Nullable Path predictions;

    @Option(names = "--confusion", paramLabel = "FILE", description = "draws the confusion matrix there, as PNG")
    private @Nullable Path confusion;

    @Mixin
    private final StreamOptions stream = new StreamOptions();

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ModelRepositoryException, InterruptedException {
        ModelFiles files = Choices.model(spec.commandLine(), model);
        Task task = files.card().answers().task();
        if (task != Task.CLASSIFICATION
                && Files.isRegularFile(data)
                && !data.toString().endsWith(".npz")) {
            return answers(files);
        }
        if (task != Task.CLASSIFICATION && task != Task.MULTI_LABEL) {
            throw new DataException(data, "must be a file for a model of the task " + task + ": see --help");
        }
        return classes(files);
    }

    private int answers(ModelFiles files) throws InterruptedException {
        Path absolute = data.toAbsolutePath();
        AnswerEvaluation evaluation = AnswerEvaluation.of(
                output.progress(spec),
                files,
                absolute,
                folder == null ? Objects.requireNonNull(absolute.getParent()) : folder,
                stream.run(spec.commandLine())
                        .map(run -> new StreamAnswerer(run, files.card().id()))
                        .orElse(null));
        output.show(spec, out -> {}, evaluation);
        return evaluation.isAgreed() ? 0 : 1;
    }

    private int classes(ModelFiles files) throws IOException, InterruptedException {
        LabelledImages images =
                images(DataSets.open(data, files.card().labels(), files.card().input()));
        Evaluation evaluation = evaluation(files, images);
        Metrics metrics = Metrics.of(evaluation);
        write(evaluation, metrics);
        Agreement agreement = stream.run(spec.commandLine())
                .map(run -> Agreement.of(evaluation, new StreamEvaluation(run).evaluate(files.card(), images)))
                .orElse(null);
        Double temperature = files.card().accuracy().get("temperature");
        Double scaledError =
                temperature == null ? null : Metrics.calibrationError(new Temperature(temperature).apply(evaluation));
        Summary summary = new Summary(
                files.card().id().toString(),
                evaluation.predictions().size(),
                metrics,
                temperature,
                scaledError,
                of(agreement));
        output.show(spec, out -> describe(out, evaluation, summary, agreement), summary);
        return agreement == null || agreement.isComplete() ? 0 : 1;
    }

    private static Evaluation evaluation(ModelFiles files, LabelledImages images) {
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            return Evaluation.of(classifier, images);
        }
    }

    private LabelledImages images(DataSet set) {
        return switch (part) {
            case "test" -> set.test();
            case "training" -> set.training();
            case "validation" ->
                set.validation().orElseThrow(() -> new DataException(data, "has no validation part of its own"));
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--part must be test, validation or training: " + part);
        };
    }

    private void write(Evaluation evaluation, Metrics metrics) throws IOException {
        if (predictions != null) {
            PredictionsCsv.write(evaluation, predictions);
        }
        if (confusion != null) {
            ConfusionImage.write(evaluation.classes(), metrics.confusion(), confusion);
        }
    }

    private static void describe(
            PrintWriter out, Evaluation evaluation, Summary summary, @Nullable Agreement agreement) {
        EvaluationReport.print(out, evaluation.classes(), summary.metrics());
        if (summary.temperature() != null) {
            out.printf(
                    Locale.ROOT,
                    "calibration error with the card's temperature of %.3f: %.4f%n",
                    summary.temperature(),
                    summary.scaledCalibrationError());
        }
        if (agreement != null) {
            out.printf(
                    Locale.ROOT,
                    "stream and lab agree on %d of %d images, probabilities within %.1e%n",
                    agreement.images() - agreement.differing().size(),
                    agreement.images(),
                    agreement.largestDifference());
        }
    }

    private static @Nullable StreamAgreement of(@Nullable Agreement agreement) {
        return agreement == null
                ? null
                : new StreamAgreement(agreement.images(), agreement.differing(), agreement.largestDifference());
    }

    /** How far lab and stream agree. */
    record StreamAgreement(int images, List<String> differing, float largestDifference) {}

    /** What {@code --json} prints. */
    record Summary(
            String model,
            int images,
            Metrics metrics,
            @Nullable Double temperature,
            @Nullable Double scaledCalibrationError,
            @Nullable StreamAgreement stream) {}
}
