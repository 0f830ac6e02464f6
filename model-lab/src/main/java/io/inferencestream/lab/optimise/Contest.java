package io.inferencestream.lab.optimise;

import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.predict.LoadedModel;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.lab.data.LabelledImages;
import io.inferencestream.lab.evaluate.EngineClassifier;
import io.inferencestream.lab.evaluate.Engines;
import io.inferencestream.lab.evaluate.Evaluation;
import io.inferencestream.lab.evaluate.Speed;
import io.inferencestream.lab.export.NewVersion;
import io.inferencestream.lab.export.Publisher;
import io.inferencestream.lab.graph.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes candidates into a folder and measures all of them in one run, on validation images. */
public final class Contest {
    private static final Duration TURN = Duration.ofMillis(500);
    private static final int TURNS = 5;

    private final LabelledImages.Split split;
    private final Path folder;
    private final Threads threads;

    /** @param folder that receives {@code <candidate>/1} for each; what lies there is written over */
    public Contest(LabelledImages.Split split, Path folder, Threads threads) {
        this.split = split;
        this.folder = folder;
        this.threads = threads;
    }

    /** One measurement for each candidate, in their order. */
    public List<Measurement> measure(List<Candidate> candidates) throws IOException, InterruptedException {
        List<ModelFiles> files = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (Candidate candidate : candidates) {
            ModelFiles written = write(candidate);
            files.add(written);
            try (EngineClassifier classifier = new EngineClassifier(written)) {
                accuracies.add(Evaluation.of(classifier, split.validation()).accuracy());
            }
        }
        List<Double> rates = rates(files);
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            long bytes = NewVersion.size(files.get(i).directory());
            measurements.add(new Measurement(candidates.get(i).name(), accuracies.get(i), rates.get(i), bytes));
        }
        return measurements;
    }

    private ModelFiles write(Candidate candidate) throws IOException {
        Path version = folder.resolve(candidate.name()).resolve("1");
        Files.createDirectories(version);
        return new Publisher(candidate.network(), split, candidate.format(), threads)
                .write(new ModelId(candidate.name(), "1"), version);
    }

    private List<Double> rates(List<ModelFiles> files) throws InterruptedException {
        List<LoadedModel> models = new ArrayList<>();
        try {
            files.forEach(f -> models.add(Engines.load(f)));
            return new Speed(split.validation(), TURN, TURNS).measure(models);
        } finally {
            models.forEach(LoadedModel::close);
        }
    }
}
