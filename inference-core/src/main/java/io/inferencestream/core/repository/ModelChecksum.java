package io.inferencestream.core.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * One SHA-256 over all files of a model's version, so that two instances can tell whether they run the same model.
 *
 * <p>It is the digest of what {@code sha256sum} prints for the files in the order of their relative paths, without the
 * card. By hand, in the version's folder:
 *
 * <pre>find * -type f ! -path model.yaml | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum</pre>
 */
public final class ModelChecksum {
    private static final int BUFFER_BYTES = 1 << 16;

    private ModelChecksum() {}

    /**
     * Reads every file of a version's folder once.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(Path versionFolder) throws IOException {
        MessageDigest whole = sha256();
        for (String path : paths(versionFolder)) {
            String line = digest(versionFolder.resolve(path)) + "  " + path + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(whole.digest());
    }

    private static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.equals(ModelRepository.CARD_FILE))
                    .sorted((a, b) -> Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
