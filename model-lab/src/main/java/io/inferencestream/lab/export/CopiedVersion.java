package io.inferencestream.lab.export;

import io.inferencestream.core.repository.ModelCardWriter;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.core.repository.ModelRepository;
import io.inferencestream.core.repository.ModelRepositoryException;
import io.inferencestream.lab.evaluate.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A version that is a copy of a folder from elsewhere, proved before it appears. */
public final class CopiedVersion {
    private CopiedVersion() {}

    /**
     * Copies, loads and publishes.
     *
     * @param folder with what an engine loads, and a card; its own name and its parent's do not matter
     * @param place as {@link NewVersion#at} takes it
     * @throws ModelRepositoryException if the folder is no version of a model; nothing is published then
     * @throws io.inferencestream.lab.evaluate.UnusableModelException if it cannot be loaded; nothing is published then
     */
    public static ModelFiles publish(Path folder, Path place) throws IOException, ModelRepositoryException {
        Path source = folder.toAbsolutePath().normalize();
        Path model = source.getParent();
        Path repository = model == null ? null : model.getParent();
        if (model == null || repository == null) {
            throw new IllegalArgumentException("a folder three levels deep is needed: " + folder);
        }
        ModelFiles files = new ModelRepository(repository)
                .find(String.valueOf(model.getFileName()), String.valueOf(source.getFileName()));
        Engines.load(files).close();
        try (NewVersion version = NewVersion.at(place)) {
            copy(source, version.staging());
            ModelCardWriter.write(files.card(), version.staging());
            version.publish();
            return new ModelRepository(version.repository())
                    .find(version.id().name(), version.id().version());
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copied = target.resolve(source.relativize(file).toString());
            Files.createDirectories(copied.getParent());
            Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
