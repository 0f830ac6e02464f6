package io.inferencestream.lab.cli;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where a version of a model lies.
 *
 * @param root of the repository
 * @param name of the model
 * @param version of it
 */
record ModelPlace(Path root, String name, String version) {

    /** The version in a folder {@code <repository>/<model>/<version>}, the newest in {@code <repository>/<model>}. */
    static ModelPlace of(CommandLine command, Path place) throws ModelRepositoryException {
        Path folder = place.toAbsolutePath().normalize();
        Path parent = folder.getParent();
        Path grandparent = parent == null ? null : parent.getParent();
        if (parent == null || grandparent == null) {
            throw new ParameterException(command, "a model must be <repository>/<model>/<version>: " + place);
        }
        if (ModelRepository.isVersion(folder)) {
            return new ModelPlace(
                    grandparent, String.valueOf(parent.getFileName()), String.valueOf(folder.getFileName()));
        }
        String name = String.valueOf(folder.getFileName());
        List<String> versions = new ModelRepository(parent).versions(name);
        return new ModelPlace(parent, name, versions.get(versions.size() - 1));
    }

    Path folder() {
        return root.resolve(name).resolve(version);
    }

    ModelRepository repository() {
        return new ModelRepository(root);
    }

    ModelFiles find() throws ModelRepositoryException {
        return repository().find(name, version);
    }
}
