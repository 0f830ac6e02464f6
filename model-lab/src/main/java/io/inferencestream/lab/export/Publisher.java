package io.inferencestream.lab.export;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.InputEncoding;
import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.repository.ModelCardWriter;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.lab.data.ImageFolders;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Metrics;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.evaluate.Temperature;
import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.TrainedNetwork;
import io.inferencestream.lab.onnx.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes a trained network as a version of a model: writes it in a format, loads what it wrote as the stream would,
 * compares both on every test image, and writes the card.
 */
public final class Publisher {
    private static final int TOP_K = 3;
    private static final int CALIBRATION_IMAGES = 512;

    private final TrainedNetwork trained;
    private final LabelledImages.Split split;
    private final ExportFormat format;
    private final Threads threads;

    /** @param split of the run: quantisation is calibrated on training images, temperature on validation images */
    public Publisher(TrainedNetwork trained, LabelledImages.Split split, ExportFormat format, Threads threads) {
        this.trained = trained;
        this.split = split;
        this.format = format;
        this.threads = threads;
    }

    /**
     * Writes the network and its card into a folder, without looking at a test image.
     *
     * @return the files, ready to be loaded
     */
    public ModelFiles write(ModelId id, Path folder) throws IOException {
        format.write(trained, this::calibration, folder);
        ModelCard card = ModelCardWriter.write(card(id), folder);
        return new ModelFiles(folder, card, format.engine(), format.payload(folder));
    }

    private Calibration calibration() {
        return Calibration.of(trained, split.training().first(CALIBRATION_IMAGES), threads);
    }

    /**
     * Publishes.
     *
     * @param place as {@link NewVersion#at} takes it
     * @param provenance for the card, as is
     * @throws IOException if a file cannot be written or the version is there; nothing is published then
     * @throws ParityException if an exact format does not compute what the network does; nothing is published then
     */
    public Publication publish(Path place, LabelledImages test, Map<String, String> provenance) throws IOException {
        try (NewVersion version = NewVersion.at(place)) {
            ModelFiles files = write(version.id(), version.staging());
            Evaluation exported = evaluation(files, test);
            Agreement agreement = Agreement.of(inMemory(test), exported);
            if (format.isExact() && !agreement.isComplete()) {
                throw new ParityException(format, agreement);
            }
            Metrics metrics = Metrics.of(exported);
            ModelCard card = ModelCardWriter.write(
                    files.card().withOrigin(described(provenance), figures(metrics, agreement, files)),
                    version.staging());
            Path published = version.publish();
            return new Publication(card, exported, metrics, agreement, NewVersion.size(published));
        }
    }

    private ModelCard card(ModelId id) {
        List<String> classes = split.training().classes();
        String map = trained.network().endsInAverage() ? InferenceGraph.ACTIVATION_MAP : null;
        return new ModelCard(
                id,
                trained.network().input(),
                InputEncoding.DIRECT,
                ImageFolders.RESIZING,
                new ClassesSpec(
                        classes, Math.min(TOP_K, classes.size()), OutputRule.PROBABILITIES, InferenceGraph.OUTPUT, map),
                "");
    }

    private static Evaluation evaluation(ModelFiles files, LabelledImages images) {
        try (EngineClassifier classifier = new EngineClassifier(files)) {
            return Evaluation.of(classifier, images);
        }
    }

    private Evaluation inMemory(LabelledImages images) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, threads)) {
            return Evaluation.of(classifier, images);
        }
    }

    private Map<String, String> described(Map<String, String> provenance) {
        Map<String, String> all = new LinkedHashMap<>(provenance);
        all.put("format", format.description());
        all.put("parameters", String.valueOf(trained.network().parameters()));
        all.put("multiplications", String.valueOf(trained.network().multiplications()));
        return all;
    }

    private Map<String, Double> figures(Metrics metrics, Agreement agreement, ModelFiles files) {
        Evaluation validation = evaluation(files, split.validation());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("test", metrics.accuracy());
        figures.put("testLow95", metrics.low());
        figures.put("testHigh95", metrics.high());
        figures.put("testAuc", metrics.auc());
        figures.put("testCalibrationError", metrics.calibrationError());
        figures.put("images", (double) agreement.images());
        figures.put("validation", validation.accuracy());
        figures.put("validationAuc", Metrics.auc(validation));
        figures.put("temperature", Temperature.fit(validation).value());
        figures.put("parityTop1", agreement.share());
        figures.put("parityRelativeDifference", (double) agreement.largestRelativeDifference());
        figures.values().removeIf(figure -> !Double.isFinite(figure)); // no AUC of a class without images
        return figures;
    }
}
