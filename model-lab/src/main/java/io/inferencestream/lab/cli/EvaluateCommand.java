package io.inferencestream.lab.cli;

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
import io.inferencestream.lab.kafka.StreamEvaluation;
import io.inferencestream.lab.report.ConfusionImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** {@code model-lab evaluate}: how good a published model is. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a version of a model on labelled images, through the stream's own decoder and predictors.",
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
            description = "the labelled images, as for 'data inspect'; their classes are the model's")
    private Path data = Path.of("");

    @Option(names = "--part", defaultValue = "test", description = "test, validation or training (${DEFAULT-VALUE})")
    private String part = "";

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "writes every prediction there: file,label,predicted,probability")
    private @Nullable Path predictions;

    @Option(names = "--confusion", paramLabel = "FILE", description = "draws the confusion matrix there, as PNG")
    private @Nullable Path confusion;

    @Option(
            names = "--through-kafka",
            paramLabel = "HOST:PORT",
            description = "broker of a running stream that serves the model")
    private @Nullable String broker;

    @Option(
            names = "--registry",
            defaultValue = "http://localhost:8081",
            paramLabel = "URL",
            description = "the stream's schema registry (${DEFAULT-VALUE})")
    private String registry = "";

    @Option(
            names = "--topics",
            defaultValue = "images,predictions,dead-letters",
            split = ",",
            description = "the stream's input, output and dead letters (${DEFAULT-VALUE})")
    private List<String> topics = List.of();

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ModelRepositoryException, InterruptedException {
        ModelFiles files = Choices.model(spec.commandLine(), model);
        LabelledImages images =
                images(DataSets.open(data, files.card().labels(), files.card().input()));
        Evaluation evaluation;
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            evaluation = Evaluation.of(classifier, images);
        }
        Metrics metrics = Metrics.of(evaluation);
        write(evaluation, metrics);
        Agreement agreement = broker == null ? null : Agreement.of(evaluation, throughKafka(files, images, broker));
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

    private Evaluation throughKafka(ModelFiles files, LabelledImages images, String bootstrap)
            throws InterruptedException {
        if (topics.size() != 3) {
            throw new ParameterException(spec.commandLine(), "--topics must name three topics: " + topics);
        }
        Map<String, String> properties = Map.of("bootstrap.servers", bootstrap, "schema.registry.url", registry);
        return new StreamEvaluation(properties, topics.get(0), topics.get(1), topics.get(2))
                .evaluate(files.card(), images);
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
