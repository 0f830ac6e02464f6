package io.inferencestream.core.repository;

import io.inferencestream.core.model.ModelCard;
import java.nio.file.Path;

/**
 * One version of one model as it lies in the repository.
 *
 * @param directory the version's folder, {@code <repository>/<name>/<version>}
 * @param card what its {@code model.yaml} says
 * @param engine name of the engine that loads it
 * @param payload what that engine loads: a SavedModel's folder, or an ONNX file
 */
public record ModelFiles(Path directory, ModelCard card, String engine, Path payload) {

    /** A SavedModel that lies in the version's folder itself. */
    public ModelFiles(Path directory, ModelCard card) {
        this(directory, card, ModelFormat.SAVED_MODEL.engine(), directory);
    }
}
