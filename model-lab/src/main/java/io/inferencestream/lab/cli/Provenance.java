package io.inferencestream.lab.cli;

import io.inferencestream.lab.run.Recipe;
import io.inferencestream.lab.train.Checkpoint;
import io.inferencestream.lab.train.EpochReport;
import io.inferencestream.lab.train.TrainingFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;

/** Where a model comes from, for its card. */
final class Provenance {
    private Provenance() {}

    static Map<String, String> of(Recipe recipe, Checkpoint checkpoint) {
        Map<String, String> provenance = new LinkedHashMap<>();
        putIfGiven(provenance, "dataset", recipe.origin().name());
        putIfGiven(provenance, "source", recipe.origin().source());
        putIfGiven(provenance, "licence", recipe.origin().licence());
        putIfGiven(provenance, "note", recipe.origin().note());
        provenance.put("trainedBy", "model-lab train, TensorFlow " + TensorFlow.version());
        provenance.put("commit", commit());
        provenance.put(
                "epochs",
                checkpoint.history().size() + " of " + recipe.settings().epochs());
        provenance.putAll(TrainingFacts.of(recipe.settings()));
        provenance.put("seconds", String.valueOf(took(checkpoint.history()).toSeconds()));
        return provenance;
    }

    private static Duration took(List<EpochReport> history) {
        return history.stream().map(EpochReport::took).reduce(Duration.ZERO, Duration::plus);
    }

    private static void putIfGiven(Map<String, String> provenance, String key, String value) {
        if (!value.isEmpty()) {
            provenance.put(key, value);
        }
    }

    /** Of the working tree that this program was started from; "unknown" where there is none. */
    private static String commit() {
        try {
            Process git = new ProcessBuilder(
                            "git",
                            "-C",
                            System.getProperty("inference.stream.home", "."),
                            "rev-parse",
                            "--short=12",
                            "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = git.getInputStream()) {
                String id = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return id.matches("[0-9a-f]{12,}") ? id : "unknown";
            }
        } catch (IOException e) {
            return "unknown";
        }
    }
}
