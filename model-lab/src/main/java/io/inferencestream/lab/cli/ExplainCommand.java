package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.data.ImageCodec;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.explain.Evidence;
import io.inferencestream.lab.explain.Explainer;
import io.inferencestream.lab.report.Overlay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code model-lab explain}: where in an image a model found its answer. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes an image with the evidence for a class laid over it in colour.",
            "A model that offers class activation maps is asked for one; of others, parts of the image are hidden."
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "a JPEG, PNG, GIF, BMP, WebP or TIFF file")
    private Path image = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "<repository>/<model>/<version>, or <repository>/<model> for the newest")
    private Path model = Path.of("");

    @Option(
            names = "--out",
            defaultValue = "explanation.png",
            paramLabel = "FILE",
            description = "where the overlay goes (${DEFAULT-VALUE})")
    private Path out = Path.of("");

    @Option(names = "--class", paramLabel = "NAME", description = "which class; if not given, the predicted one")
    private @Nullable String className;

    @Option(names = "--occlusion", description = "hide parts of the image even where there is an activation map")
    private boolean occlusion;

    @Mixin
    private final Output output = new Output();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ModelRepositoryException {
        ModelFiles files = Choices.model(spec.commandLine(), model);
        List<String> classes = files.card().labels();
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            LabelledImages image = image(files);
            float[] scores = classifier.predict(image, 0, 1).row(0);
            int best = best(scores);
            int explained = className == null ? best : classes.indexOf(className);
            if (explained < 0) {
                throw new ParameterException(
                        spec.commandLine(), "--class must be one of " + classes + ": " + className);
            }
            Evidence evidence = new Explainer(classifier).explain(image, explained, occlusion);
            Overlay.write(image, evidence, out);
            Summary summary = new Summary(
                    classes.get(best),
                    scores[best],
                    classes.get(explained),
                    scores[explained],
                    evidence.method(),
                    out.toString());
            output.show(
                    spec,
                    print -> print.printf(
                            Locale.ROOT,
                            "%s, %.4f; evidence for %s by %s: %s%n",
                            summary.predicted(),
                            summary.probability(),
                            summary.explained(),
                            summary.method(),
                            summary.overlay()),
                    summary);
        }
        return 0;
    }

    /** Decoded as the stream would, to the model's own input. */
    private LabelledImages image(ModelFiles files) {
        ImageShape shape = files.card().input();
        try (ImageCodec codec = new ImageCodec()) {
            byte[] pixels = codec.decode(image, shape, files.card().resize());
            return new LabelledImages(shape, files.card().labels(), pixels, new int[] {0}, List.of(image.toString()));
        }
    }

    private static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /** What {@code --json} prints. */
    record Summary(
            String predicted,
            float probability,
            String explained,
            float explainedProbability,
            String method,
            String overlay) {}
}
