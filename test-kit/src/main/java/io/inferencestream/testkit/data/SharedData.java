package io.inferencestream.testkit.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The data that proofs run on; the system property {@code shared.data} names their folder. Its absence is a failure, not a
 * reason to skip.
 */
public final class SharedData {
    private static final String PROPERTY = "shared.data";
    private static final int BLOCK = 512;

    private SharedData() {}

    /**
     * One of its folders.
     *
     * @throws IllegalStateException if there is none of that name
     */
    public static Path folder(String name) {
        String root = System.getProperty(PROPERTY, "");
        Path folder = Path.of(root, name).toAbsolutePath();
        if (root.isEmpty() || !Files.isDirectory(folder)) {
            throw new IllegalStateException("say with -D" + PROPERTY + "=FOLDER where the data of the proofs are: '"
                    + root + "' has no folder " + name);
        }
        return folder;
    }

    /** Every file of a folder by its name. */
    public static Map<String, byte[]> files(String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder(folder))) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** Every plain file of a gzipped tar archive by its path. */
    public static Map<String, byte[]> unpacked(String folder, String archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (InputStream file = Files.newInputStream(folder(folder).resolve(archive));
                DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
            byte[] header = new byte[BLOCK];
            for (in.readFully(header); header[0] != 0; in.readFully(header)) {
                int size = Integer.parseInt(text(header, 124, 12), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[156] == '0' || header[156] == 0) {
                    files.put(text(header, 0, 100), content);
                }
            }
        }
        return files;
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf('\0');
        return (end < 0 ? field : field.substring(0, end)).trim();
    }
}
