package io.inferencestream.lab.data;

import io.inferencestream.decode.image.ImageShape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Images of one size, gray or RGB, each with the index of its class and a name.
 *
 * <p>Immutable and thread-safe. Pixels are uint8, row by row, channels of a pixel together, image after
 * image.
 */
public final class LabelledImages {
    private final ImageShape shape;
    private final List<String> classes;
    private final byte[] pixels;
    private final int[] labels;
    private final List<String> names;

    /** Gray images; takes ownership of both arrays. */
    public LabelledImages(
            int width, int height, List<String> classes, byte[] pixels, int[] labels, List<String> names) {
        this(new ImageShape(width, height, 1), classes, pixels, labels, names);
    }

    /**
     * Takes ownership of both arrays: the caller does not touch them again.
     *
     * @param shape of every image
     * @param classes names of the classes, by class index
     * @param pixels {@code shape.bytes()} bytes for each label
     * @param labels a class index for each image
     * @param names one name for each image, unique where it matters to the caller
     */
    public LabelledImages(ImageShape shape, List<String> classes, byte[] pixels, int[] labels, List<String> names) {
        if (pixels.length != (long) labels.length * shape.bytes()) {
            throw new IllegalArgumentException(
                    labels.length + " images of " + shape + " do not have this many bytes: " + pixels.length);
        }
        if (names.size() != labels.length) {
            throw new IllegalArgumentException(
                    "names must be as many as labels, " + labels.length + ": " + names.size());
        }
        for (int label : labels) {
            if (label < 0 || label >= classes.size()) {
                throw new IllegalArgumentException("a label must be from 0 to " + (classes.size() - 1) + ": " + label);
            }
        }
        this.shape = shape;
        this.classes = List.copyOf(classes);
        this.pixels = pixels;
        this.labels = labels;
        this.names = List.copyOf(names);
    }

    /** Of every image. */
    public ImageShape shape() {
        return shape;
    }

    public int width() {
        return shape.width();
    }

    public int height() {
        return shape.height();
    }

    /** How many images there are. */
    public int count() {
        return labels.length;
    }

    /** Names of the classes, by class index. */
    public List<String> classes() {
        return classes;
    }

    /** Index of the image's class. */
    public int label(int image) {
        return labels[image];
    }

    /** The image's name: for a file its path below the data folder, with forward slashes. */
    public String name(int image) {
        return names.get(image);
    }

    /** Bytes of one image. */
    public int bytesPerImage() {
        return shape.bytes();
    }

    /** A read-only view of one image's pixels. */
    public ByteBuffer pixels(int image) {
        return ByteBuffer.wrap(pixels, image * bytesPerImage(), bytesPerImage())
                .slice()
                .asReadOnlyBuffer();
    }

    /** Copies one image's pixels to {@code target} from {@code offset} on. */
    public void copyPixels(int image, byte[] target, int offset) {
        System.arraycopy(pixels, image * bytesPerImage(), target, offset, bytesPerImage());
    }

    /** The images at these positions, in this order. */
    public LabelledImages select(int[] positions) {
        byte[] chosenPixels = new byte[Math.multiplyExact(positions.length, bytesPerImage())];
        for (int i = 0; i < positions.length; i++) {
            copyPixels(positions[i], chosenPixels, i * bytesPerImage());
        }
        int[] chosenLabels = Arrays.stream(positions).map(p -> labels[p]).toArray();
        List<String> chosenNames = Arrays.stream(positions).mapToObj(names::get).toList();
        return new LabelledImages(shape, classes, chosenPixels, chosenLabels, chosenNames);
    }

    /** How many images each class has, by class index. */
    public int[] countsByClass() {
        int[] counts = new int[classes.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** The first images, at most {@code count}. */
    public LabelledImages first(int count) {
        return select(IntStream.range(0, Math.min(count, count())).toArray());
    }

    /** The first images of each class, at most {@code perClass} of each, in the order they lie here. */
    public LabelledImages firstOfEachClass(int perClass) {
        int[] taken = new int[classes.size()];
        int[] positions = IntStream.range(0, count())
                .filter(i -> taken[labels[i]]++ < perClass)
                .toArray();
        return select(positions);
    }

    /** Parts the images at random, the same way for the same seed; the second part has {@code held} images. */
    public Split split(int held, long seed) {
        if (held < 1 || held >= count()) {
            throw new IllegalArgumentException("held must be from 1 to " + (count() - 1) + ": " + held);
        }
        int[] order = shuffled(count(), new SplittableRandom(seed));
        return new Split(select(Arrays.copyOfRange(order, held, order.length)), select(Arrays.copyOf(order, held)));
    }

    /** The numbers below {@code count} in random order. */
    public static int[] shuffled(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /**
     * Two parts of one set.
     *
     * @param training what weights are fitted to
     * @param validation what choices are made by; never trained on
     */
    public record Split(LabelledImages training, LabelledImages validation) {}
}
