package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a person means by a place of data: IDX files, MedMNIST's file of arrays, or folders of images. */
public final class DataSets {
    private DataSets() {}

    /**
     * Opens the data at a place; reads no image yet.
     *
     * @param place a folder with IDX files, an {@code .npz} file, or a folder of images
     * @param classes names of the classes by index, empty for those that the data brings: Fashion-MNIST's for IDX files,
     *     the folders' names, or numbers
     * @param shape of the images, for folders; null for that of the first
     * @throws DataException if it is none of these
     */
    public static DataSet open(Path place, List<String> classes, @Nullable ImageShape shape) {
        if (Files.isRegularFile(place)) {
            return new MedMnistFile(place, classes);
        }
        if (!Files.isDirectory(place)) {
            throw new DataException(place, "is neither a folder nor a file");
        }
        if (IdxFiles.isIn(place)) {
            return new IdxFiles(place, classes.isEmpty() ? FashionMnist.CLASSES : classes);
        }
        return new SplitFolders(place, classes, shape);
    }
}
