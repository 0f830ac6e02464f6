package io.inferencestream.lab.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads pairs of IDX files, plain or gzipped: images (magic 0x00000803) and labels (magic 0x00000801), big-endian.
 *
 * <p>The format is described at <a href="https://yann.lecun.org/exdb/mnist/">the MNIST page</a>.
 */
public final class IdxFiles implements DataSet {
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;
    /** Larger headers are taken for damage rather than trusted with memory. */
    private static final long MAX_BYTES = 1L << 30;

    private final Path directory;
    private final List<String> classes;

    /** @param classes names of the classes, by the labels' numbers */
    public IdxFiles(Path directory, List<String> classes) {
        this.directory = directory;
        this.classes = List.copyOf(classes);
    }

    /** Whether {@code directory} holds one of the pairs by its usual name. */
    public static boolean isIn(Path directory) {
        return Stream.of("train", "t10k")
                .map(part -> part + "-images-idx3-ubyte")
                .anyMatch(
                        name -> Files.exists(directory.resolve(name)) || Files.exists(directory.resolve(name + ".gz")));
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    /** None: the files have two parts. */
    @Override
    public Optional<LabelledImages> validation() {
        return Optional.empty();
    }

    /**
     * The pair {@code train-*}.
     *
     * @throws DataException if a file is missing, damaged or does not fit its fellow
     */
    @Override
    public LabelledImages training() {
        return pair("train");
    }

    /**
     * The pair {@code t10k-*}.
     *
     * @throws DataException if a file is missing, damaged or does not fit its fellow
     */
    @Override
    public LabelledImages test() {
        return pair("t10k");
    }

    private LabelledImages pair(String prefix) {
        Path labelFile = existing(prefix + "-labels-idx1-ubyte");
        Path imageFile = existing(prefix + "-images-idx3-ubyte");
        int[] labels = read(labelFile, in -> labels(labelFile, in));
        return read(imageFile, in -> images(imageFile, in, labels));
    }

    private Path existing(String name) {
        Path packed = directory.resolve(name + ".gz");
        Path plain = directory.resolve(name);
        if (Files.isRegularFile(packed)) {
            return packed;
        }
        if (Files.isRegularFile(plain)) {
            return plain;
        }
        throw new DataException(directory, "has neither " + name + ".gz nor " + name);
    }

    private int[] labels(Path file, DataInputStream in) throws IOException {
        requireMagic(file, in.readInt(), LABELS_MAGIC, "labels");
        int count = in.readInt();
        byte[] bytes = body(file, in, count);
        for (byte label : bytes) {
            if (Byte.toUnsignedInt(label) >= classes.size()) {
                throw new DataException(
                        file, "a label must be below " + classes.size() + ": " + Byte.toUnsignedInt(label));
            }
        }
        return IntStream.range(0, count).map(i -> bytes[i]).toArray();
    }

    private LabelledImages images(Path file, DataInputStream in, int[] labels) throws IOException {
        requireMagic(file, in.readInt(), IMAGES_MAGIC, "images");
        int count = in.readInt();
        int height = in.readInt();
        int width = in.readInt();
        if (count != labels.length) {
            throw new DataException(file, "has " + count + " images, but there are " + labels.length + " labels");
        }
        if (width < 1 || height < 1 || width > 1 << 12 || height > 1 << 12) {
            throw new DataException(file, "claims images of " + width + "x" + height + " pixels");
        }
        byte[] pixels = body(file, in, (long) count * height * width);
        return new LabelledImages(width, height, classes, pixels, labels, names(labels));
    }

    /** Names images as the sample's files are named, so that predictions for both can be joined. */
    private List<String> names(int[] labels) {
        return IntStream.range(0, labels.length)
                .mapToObj(i -> ImageFolders.fileName(classes.get(labels[i]), i))
                .toList();
    }

    private static void requireMagic(Path file, int magic, int wanted, String what) {
        if (magic != wanted) {
            throw new DataException(
                    file, String.format("is no IDX file of %s: magic is 0x%08x, not 0x%08x", what, magic, wanted));
        }
    }

    private static byte[] body(Path file, InputStream in, long size) throws IOException {
        if (size < 0 || size > MAX_BYTES) {
            throw new DataException(file, "claims to hold " + size + " bytes");
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw new DataException(file, "ends early: " + bytes.length + " of " + size + " bytes");
        }
        if (in.read() >= 0) {
            throw new DataException(file, "goes on after its " + size + " bytes");
        }
        return bytes;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static <T> T read(Path file, Reading<T> reading) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                DataInputStream in = new DataInputStream(unpacked(file, raw))) {
            return reading.from(in);
        } catch (EOFException e) {
            throw new DataException(file, "ends early", e);
        } catch (ZipException e) {
            throw new DataException(file, "is damaged gzip: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream unpacked(Path file, InputStream raw) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
