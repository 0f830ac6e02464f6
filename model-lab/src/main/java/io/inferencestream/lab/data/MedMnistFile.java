package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import io.inferencestream.lab.npy.NpyArray;
import io.inferencestream.lab.npy.NpyType;
import io.inferencestream.lab.npy.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A file of <a href="https://medmnist.com">MedMNIST</a>: arrays {@code train_images}, {@code train_labels}, and the same
 * for {@code val} and {@code test}. Images are uint8 {@code [n, height, width]} or {@code [n, height, width, 3]}, labels
 * one whole number each.
 */
public final class MedMnistFile implements DataSet {
    private static final int MAX_CLASSES = 1000;

    private final Path file;
    private final List<String> classes;

    /** @param classes names of the classes by index; empty to name them by their numbers */
    public MedMnistFile(Path file, List<String> classes) {
        this.file = file;
        this.classes = classes.isEmpty() ? numbered() : List.copyOf(classes);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public LabelledImages training() {
        return part("train");
    }

    @Override
    public Optional<LabelledImages> validation() {
        return Optional.of(part("val"));
    }

    @Override
    public LabelledImages test() {
        return part("test");
    }

    private List<String> numbered() {
        int[] labels = labels(arrays(Set.of("train_labels")), "train_labels", MAX_CLASSES);
        int max = IntStream.of(labels).max().orElse(0);
        return IntStream.rangeClosed(0, max).mapToObj(String::valueOf).toList();
    }

    private LabelledImages part(String name) {
        Map<String, NpyArray> arrays = arrays(Set.of(name + "_images", name + "_labels"));
        NpyArray images = array(arrays, name + "_images");
        int[] labels = labels(arrays, name + "_labels", classes.size());
        List<Integer> shape = images.shape();
        boolean isGray = shape.size() == 3;
        if (images.type() != NpyType.UINT8 || !(isGray || shape.size() == 4 && shape.get(3) == 3)) {
            throw new DataException(
                    file,
                    name + "_images must be uint8 [n, height, width] or [n, height, width, 3], not " + images.type()
                            + " " + shape);
        }
        if (shape.get(0) != labels.length) {
            throw new DataException(file, name + " has " + shape.get(0) + " images, but " + labels.length + " labels");
        }
        List<String> names = IntStream.range(0, labels.length)
                .mapToObj(i -> ImageFolders.fileName(classes.get(labels[i]), i))
                .toList();
        ImageShape each = new ImageShape(shape.get(2), shape.get(1), isGray ? 1 : 3);
        return new LabelledImages(each, classes, images.rawBytes(), labels, names);
    }

    private int[] labels(Map<String, NpyArray> arrays, String name, int max) {
        NpyArray array = array(arrays, name);
        if (array.shape().isEmpty() || array.size() != array.shape().get(0)) {
            throw new DataException(file, name + " must hold one number for each image, not " + array.shape());
        }
        int[] labels = new int[array.size()];
        for (int i = 0; i < labels.length; i++) {
            double label = array.get(i);
            if (label != Math.rint(label) || label < 0 || label >= max) {
                throw new DataException(file, name + " holds " + label + ", but there are " + max + " classes");
            }
            labels[i] = (int) label;
        }
        return labels;
    }

    private NpyArray array(Map<String, NpyArray> arrays, String name) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new DataException(file, "holds no array named " + name);
        }
        return array;
    }

    private Map<String, NpyArray> arrays(Set<String> names) {
        try {
            return NpzFile.read(file, names);
        } catch (IOException e) {
            throw new DataException(file, String.valueOf(e.getMessage()), e);
        }
    }
}
