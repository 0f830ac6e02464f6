package io.inferencestream.lab.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Made-up images that a network can learn in seconds: which vertical stripe is bright tells the class. */
public final class Drawings {
    private Drawings() {}

    /** Images with noise everywhere and a bright stripe; classes take turns. */
    public static LabelledImages stripes(int count, int side, List<String> classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * side * side];
        int[] labels = new int[count];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels[i] = i % classes.size();
            names.add(ImageFolders.fileName(classes.get(labels[i]), i));
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    boolean isBright = x * classes.size() / side == labels[i];
                    pixels[(i * side + y) * side + x] = (byte) (random.nextInt(100) + (isBright ? 120 : 0));
                }
            }
        }
        return new LabelledImages(side, side, classes, pixels, labels, names);
    }

    /** Writes a pair of IDX files, gzipped. */
    public static void writeIdx(LabelledImages images, Path directory, String prefix) {
        try {
            Files.write(directory.resolve(prefix + "-images-idx3-ubyte.gz"), gzip(imageBytes(images)));
            Files.write(directory.resolve(prefix + "-labels-idx1-ubyte.gz"), gzip(labelBytes(images)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] imageBytes(LabelledImages images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0x0803);
            out.writeInt(images.count());
            out.writeInt(images.height());
            out.writeInt(images.width());
            byte[] image = new byte[images.bytesPerImage()];
            for (int i = 0; i < images.count(); i++) {
                images.copyPixels(i, image, 0);
                out.write(image);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] labelBytes(LabelledImages images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0x0801);
            out.writeInt(images.count());
            for (int i = 0; i < images.count(); i++) {
                out.write(images.label(i));
            }
        }
        return bytes.toByteArray();
    }
}
