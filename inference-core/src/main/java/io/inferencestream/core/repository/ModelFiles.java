package io.inferencestream.core.repository;

import java.nio.file.Path;

/**
 * One version of one model as it lies in the repository.
 *
 * @param directory the version's folder, {@code <repository>/<name>/<version>}
 * @param card what its {@code model.yaml} says
 */
public record ModelFiles(Path directory, ModelCard card) {}
