package io.inferencestream.lab.export;

import io.inferencestream.core.model.ModelId;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A version of a model in the making. It is filled in a folder that no stream looks at, and appears whole, by one rename,
 * or not at all, and never over another. Closing removes what is unfinished.
 */
public final class NewVersion implements AutoCloseable {
    private final Path versionFolder;
    private final Path staging;
    private final ModelId id;

    private NewVersion(Path versionFolder, ModelId id) throws IOException {
        this.versionFolder = versionFolder;
        this.id = id;
        staging = versionFolder.resolveSibling("." + versionFolder.getFileName() + ".unfinished");
        delete(staging);
        Files.createDirectories(staging);
    }

    /**
     * Begins a version.
     *
     * @param place {@code <repository>/<name>/<version>}, or {@code <repository>/<name>} for the number after the newest
     * @throws FileAlreadyExistsException if the version is there
     */
    public static NewVersion at(Path place) throws IOException {
        Path folder = place.toAbsolutePath().normalize();
        Path last = folder.getFileName();
        Path parent = folder.getParent();
        if (last == null || parent == null || parent.getFileName() == null) {
            throw new IllegalArgumentException("a version's folder must be <model>/<version>: " + place);
        }
        if (!last.toString().matches("\\d+")) {
            String version = next(folder);
            return new NewVersion(folder.resolve(version), new ModelId(last.toString(), version));
        }
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(
                    place.toString(), null, "is there already; versions are never overwritten");
        }
        return new NewVersion(folder, new ModelId(parent.getFileName().toString(), last.toString()));
    }

    private static String next(Path modelFolder) throws IOException {
        long newest =
                versions(modelFolder).stream().mapToLong(Long::parseLong).max().orElse(0);
        return String.valueOf(newest + 1);
    }

    private static List<String> versions(Path modelFolder) throws IOException {
        if (!Files.isDirectory(modelFolder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(modelFolder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.matches("\\d{1,18}"))
                    .toList();
        }
    }

    /** Name and version. */
    public ModelId id() {
        return id;
    }

    /** The folder of all models. */
    public Path repository() {
        Path model = Objects.requireNonNull(versionFolder.getParent());
        return Objects.requireNonNull(model.getParent());
    }

    /** Where to put the files. */
    public Path staging() {
        return staging;
    }

    /**
     * Makes the version appear.
     *
     * @return its folder
     * @throws FileAlreadyExistsException if another has appeared there meanwhile
     */
    public Path publish() throws IOException {
        if (Files.exists(versionFolder)) {
            throw new FileAlreadyExistsException(
                    versionFolder.toString(), null, "has appeared meanwhile; versions are never overwritten");
        }
        try {
            Files.move(staging, versionFolder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(versionFolder + " cannot appear at once on this file system", e);
        }
        return versionFolder;
    }

    @Override
    public void close() throws IOException {
        delete(staging);
    }

    /** Bytes of all files in a folder. */
    public static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
