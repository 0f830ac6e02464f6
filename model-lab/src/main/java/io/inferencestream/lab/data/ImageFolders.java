package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.decode.resize.ResizeFilter;
import io.inferencestream.decode.resize.Resizing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One folder per class, named by it, with files of images in it, decoded as the stream decodes them. What is written
 * is read back pixel by pixel the same. Files beside the class folders are not looked at.
 */
public final class ImageFolders {
    /** How images become the shape that a network is trained on; its card says the same. */
    public static final Resizing RESIZING = Resizing.STRETCH.withFilter(ResizeFilter.BILINEAR, true);

    private final Path directory;

    public ImageFolders(Path directory) {
        this.directory = directory;
    }

    /** Where an image lies below the directory: {@code ankle-boot/00042.png}. */
    public static String fileName(String className, int index) {
        return String.format(Locale.ROOT, "%s/%05d.png", className, index);
    }

    /** Names of the folders, in alphabetic order. */
    public List<String> classes() {
        List<String> classes = list(directory).stream()
                .filter(Files::isDirectory)
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
        if (classes.isEmpty()) {
            throw new DataException(directory, "has no folders named by class");
        }
        return classes;
    }

    /**
     * Writes each image to the path that is its name.
     *
     * @throws DataException if a file cannot be written; what was written before remains
     */
    public void write(LabelledImages images) {
        for (int i = 0; i < images.count(); i++) {
            Path file = directory.resolve(images.name(i));
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, ImageCodec.png(images, i));
            } catch (IOException e) {
                throw new DataException(file, "cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Reads every image of every class, in the order of the folders' and then of the files' names; others are resized
     * to the first one's size, and are gray if it is.
     *
     * @throws DataException if a folder is no known class, or an image cannot be decoded
     */
    public LabelledImages read(List<String> classes) {
        return read(classes, null, RESIZING);
    }

    /**
     * Reads every image of every class, in the order of the folders' and then of the files' names.
     *
     * @param wanted shape that each is resized to; null for the first one's
     * @throws DataException if a folder is no known class, or an image cannot be decoded
     */
    public LabelledImages read(List<String> classes, @Nullable ImageShape wanted, Resizing resizing) {
        ImageShape shape = wanted;
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        List<Integer> labels = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (ImageCodec codec = new ImageCodec()) {
            for (Path folder :
                    list(directory).stream().filter(Files::isDirectory).toList()) {
                String className = String.valueOf(folder.getFileName());
                int label = label(classes, folder, className);
                for (Path file : images(folder)) {
                    shape = shape == null ? codec.shape(file) : shape;
                    pixels.writeBytes(codec.decode(file, shape, resizing));
                    labels.add(label);
                    names.add(className + "/" + file.getFileName());
                }
            }
        }
        if (shape == null || names.isEmpty()) {
            throw new DataException(directory, "has no files of images in folders named by class");
        }
        int[] labelArray = labels.stream().mapToInt(Integer::intValue).toArray();
        return new LabelledImages(shape, classes, pixels.toByteArray(), labelArray, names);
    }

    private static int label(List<String> classes, Path folder, String className) {
        int label = classes.indexOf(className);
        if (label < 0) {
            throw new DataException(folder, "is no class of the model, which has " + classes);
        }
        return label;
    }

    private static List<Path> images(Path folder) {
        return list(folder).stream()
                .filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|bmp|webp|tiff?)"))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException(directory, "is no readable folder", e);
        }
    }
}
