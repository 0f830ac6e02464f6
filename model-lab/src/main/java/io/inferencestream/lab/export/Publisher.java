package io.inferencestream.lab.export;

import io.inferencestream.core.repository.ModelCard;
import io.inferencestream.core.repository.ModelCardWriter;
import io.inferencestream.core.repository.ModelId;
import io.inferencestream.core.repository.ResizeRule;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.Agreement;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.NetworkClassifier;
import io.inferencestream.lab.evaluate.SavedModelClassifier;
import io.inferencestream.lab.graph.InferenceGraph;
import io.inferencestream.lab.graph.Threads;
import io.inferencestream.lab.network.TrainedNetwork;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Publishes a trained network as a new version of a model: exports it, loads the export again, requires that both see
 * every test picture alike, and writes the card. The version appears whole or not at all, and never over another.
 */
public final class Publisher {
    private static final int TOP_K = 3;

    private final Path versionFolder;
    private final Threads threads;

    /**
     * @param versionFolder {@code <repository>/<name>/<version>}, not there yet
     * @throws FileAlreadyExistsException if it is there
     */
    public Publisher(Path versionFolder, Threads threads) throws FileAlreadyExistsException {
        this.versionFolder = versionFolder.toAbsolutePath().normalize();
        this.threads = threads;
        if (Files.exists(this.versionFolder)) {
            throw new FileAlreadyExistsException(
                    versionFolder.toString(), null, "is there already; versions are never overwritten");
        }
        id(this.versionFolder);
    }

    /**
     * Publishes.
     *
     * @param provenance for the card, as is
     * @param validation share of the validation pictures that the network classifies right, 0 to 1
     * @throws IOException if a file cannot be written; nothing is published then
     * @throws IllegalStateException if the export does not compute what the network does; nothing is published then
     */
    public Publication publish(
            TrainedNetwork trained, LabelledImages test, Map<String, String> provenance, double validation)
            throws IOException {
        Path parent = Objects.requireNonNull(versionFolder.getParent());
        Path staging = parent.resolve("." + versionFolder.getFileName() + ".unfinished");
        delete(staging);
        Files.createDirectories(staging);
        try {
            ModelCard card = new ModelCard(
                    id(versionFolder), trained.network().input(), ResizeRule.STRETCH, test.classes(), topK(test), "");
            export(trained, staging);
            Evaluation exported = evaluation(staging, card, test);
            Agreement agreement = agreement(trained, test, exported);
            ModelCard written =
                    ModelCardWriter.write(card.withOrigin(provenance, accuracy(exported, validation)), staging);
            Files.move(staging, versionFolder, StandardCopyOption.ATOMIC_MOVE);
            return new Publication(written, exported, agreement, size(versionFolder));
        } finally {
            delete(staging);
        }
    }

    private static int topK(LabelledImages test) {
        return Math.min(TOP_K, test.classes().size());
    }

    private static void export(TrainedNetwork trained, Path folder) throws IOException {
        try (InferenceGraph graph = new InferenceGraph(trained)) {
            SavedModelWriter.write(graph, folder);
        }
    }

    private Evaluation evaluation(Path folder, ModelCard card, LabelledImages test) {
        try (SavedModelClassifier classifier = new SavedModelClassifier(folder, card, threads)) {
            return Evaluation.of(classifier, test);
        }
    }

    private Agreement agreement(TrainedNetwork trained, LabelledImages test, Evaluation exported) {
        try (NetworkClassifier classifier = new NetworkClassifier(trained, threads)) {
            return Agreement.of(Evaluation.of(classifier, test), exported).requireComplete();
        }
    }

    private static Map<String, Double> accuracy(Evaluation exported, double validation) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        accuracy.put("test", exported.accuracy());
        accuracy.put("images", (double) exported.predictions().size());
        accuracy.put("validation", validation);
        return accuracy;
    }

    private static ModelId id(Path versionFolder) {
        Path version = versionFolder.getFileName();
        Path model = versionFolder.getParent() == null
                ? null
                : versionFolder.getParent().getFileName();
        if (version == null || model == null) {
            throw new IllegalArgumentException("a version's folder must be <model>/<version>: " + versionFolder);
        }
        return new ModelId(model.toString(), version.toString());
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
