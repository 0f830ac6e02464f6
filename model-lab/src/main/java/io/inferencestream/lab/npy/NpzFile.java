package io.inferencestream.lab.npy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Arrays by name in one file, a ZIP of {@code .npy} files, as {@code numpy.savez} writes and {@code load} reads it. */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    /** Larger arrays are taken for damage rather than trusted with memory. */
    private static final int MAX_BYTES = 1 << 30;

    private NpzFile() {}

    /**
     * Reads the arrays of these names, all for an empty set.
     *
     * @throws NpyException if it is no such file, or an array in it is damaged or of an unknown kind
     */
    public static Map<String, NpyArray> read(Path file, Set<String> names) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                ZipInputStream zip = new ZipInputStream(raw)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(SUFFIX)) {
                    name = name.substring(0, name.length() - SUFFIX.length());
                    if (names.isEmpty() || names.contains(name)) {
                        arrays.put(name, array(name, zip));
                    }
                }
            }
        } catch (ZipException e) {
            throw new NpyException("is a damaged .npz: " + e.getMessage());
        }
        if (arrays.isEmpty()) {
            throw new NpyException("holds no arrays" + (names.isEmpty() ? "" : " named " + names));
        }
        return arrays;
    }

    private static NpyArray array(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        try {
            return NpyArray.parse(bytes);
        } catch (NpyException e) {
            throw new NpyException(name + ".npy in it " + e.getMessage());
        }
    }

    /** Writes the file over one that is there. */
    public static void write(Map<String, NpyArray> arrays, Path file) throws IOException {
        try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(raw)) {
            zip.setLevel(1);
            for (Map.Entry<String, NpyArray> entry : arrays.entrySet()) {
                ZipEntry packed = new ZipEntry(entry.getKey() + SUFFIX);
                packed.setTime(0);
                zip.putNextEntry(packed);
                zip.write(entry.getValue().bytes());
                zip.closeEntry();
            }
        }
    }
}
