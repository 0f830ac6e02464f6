package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folders {@code train}, {@code val} and {@code test}, each with a folder per class. A folder with classes right in it
 * is all of them: it may be trained on or tested with, and whoever does both knows why.
 */
public final class SplitFolders implements DataSet {
    private final Path directory;
    private final List<String> classes;
    private final @Nullable ImageShape shape;

    /**
     * @param classes names of the classes by index; empty for the folders' names in alphabetic order
     * @param shape that images are resized to; null for that of the first image
     */
    public SplitFolders(Path directory, List<String> classes, @Nullable ImageShape shape) {
        this.directory = directory;
        this.classes = classes.isEmpty() ? new ImageFolders(part("train")).classes() : List.copyOf(classes);
        this.shape = shape;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public LabelledImages training() {
        return read(part("train"));
    }

    @Override
    public Optional<LabelledImages> validation() {
        Path folder = directory.resolve("val");
        return Files.isDirectory(folder) ? Optional.of(read(folder)) : Optional.empty();
    }

    @Override
    public LabelledImages test() {
        return read(part("test"));
    }

    @Override
    public boolean isInParts() {
        return !part("train").equals(part("test"));
    }

    private LabelledImages read(Path folder) {
        ImageFolders images = new ImageFolders(folder);
        return shape == null ? images.read(classes) : images.read(classes, shape, ImageFolders.RESIZING);
    }

    private Path part(String name) {
        Path folder = directory.resolve(name);
        return Files.isDirectory(folder) ? folder : directory;
    }
}
