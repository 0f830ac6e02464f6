package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.export.ExportFormat;
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
        return ModelPlace.of(command, place).find();
    }
}
