package io.inferencestream.core.repository;

import io.inferencestream.core.model.ModelCard;
import java.nio.file.Path;
import java.util.List;

/**
 * One version of one model as it lies in the repository.
 *
 * @param directory the version's folder, {@code <repository>/<name>/<version>}
 * @param card what its {@code model.yaml} says, or the files of other tools that it was made of
 * @param engine name of the engine that loads it
 * @param payload what that engine loads: a SavedModel's folder, or an ONNX file
 * @param cardSources names of the files that the card was made of; empty where there is a {@code model.yaml}
 */
public record ModelFiles(Path directory, ModelCard card, String engine, Path payload, List<String> cardSources) {

    public ModelFiles {
        cardSources = List.copyOf(cardSources);
    }

    /** A version with a {@code model.yaml}. */
    public ModelFiles(Path directory, ModelCard card, String engine, Path payload) {
        this(directory, card, engine, payload, List.of());
    }

    /** A SavedModel that lies in the version's folder itself. */
    public ModelFiles(Path directory, ModelCard card) {
        this(directory, card, ModelFormat.SAVED_MODEL.engine(), directory);
    }
}
