package io.inferencestream.lab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens what a person means by a folder of test data: the test pair of IDX files, or a folder per class. */
public final class TestImages {
    private TestImages() {}

    /**
     * Reads the images in {@code directory}.
     *
     * @param classes names of the classes, by index
     * @throws DataException if there are none, or they cannot be read
     */
    public static LabelledImages in(Path directory, List<String> classes) {
        if (!Files.isDirectory(directory)) {
            throw new DataException(directory, "is no folder");
        }
        return IdxFiles.isIn(directory)
                ? new IdxFiles(directory, classes).test()
                : new ImageFolders(directory).read(classes);
    }
}
