package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.export.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What words on the command line mean. */
final class Choices {
    private Choices() {}

    static ExportFormat format(CommandLine command, String spelling) {
        for (ExportFormat format : ExportFormat.values()) {
            if (format.spelling().equals(spelling)) {
                return format;
            }
        }
        throw new ParameterException(command, "--format must be one of " + ExportFormat.spellings() + ": " + spelling);
    }

    /** The version in a folder {@code <repository>/<model>/<version>}, the newest in {@code <repository>/<model>}. */
    static ModelFiles model(CommandLine command, Path place) throws ModelRepositoryException {
        Path folder = place.toAbsolutePath().normalize();
        Path parent = folder.getParent();
        Path grandparent = parent == null ? null : parent.getParent();
        if (parent == null || grandparent == null) {
            throw new ParameterException(command, "a model must be <repository>/<model>/<version>: " + place);
        }
        boolean isVersion = Files.exists(folder.resolve("saved_model.pb"))
                || Files.exists(folder.resolve("model.onnx"))
                || Files.exists(folder.resolve("model.savedmodel"))
                || String.valueOf(folder.getFileName()).matches("\\d+");
        return isVersion
                ? new ModelRepository(grandparent)
                        .find(String.valueOf(parent.getFileName()), String.valueOf(folder.getFileName()))
                : new ModelRepository(parent).find(String.valueOf(folder.getFileName()));
    }
}
