package io.inferencestream.djl;

import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.djl.onnx.BatchOpening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/*
 * A copy lies in a folder of its own, named by a digest of all that its trial went by, so that another model, engine or size
 * of batch has another one. The folder appears under its name only after the trial. Whoever finds it there compares the graph
 * with the one that he would have written: a folder that others can write to gains nobody anything.
 */
/**
 * Keeps copies of models that have been tried, beside the versions of the model ({@code <name>/.opened}), which leaves the
 * checksums of the versions alone, or in the folder for temporary files where nothing can be written there. May be deleted
 * at any time.
 */
final class OpenedModels {
    private static final String FOLDER = ".opened";
    private static final String GRAPH = "model.onnx";

    private final ModelFiles files;
    private final BatchOpening opening;
    private final Set<String> weights;
    private final String digest;
    private final String key;

    /**
     * Prepares to keep one.
     *
     * @param weights paths of the files with weights, beside the model's own
     * @param tried in words, all that the trial goes by beside the files
     */
    OpenedModels(ModelFiles files, BatchOpening opening, Set<String> weights, String tried) {
        this.files = files;
        this.opening = opening;
        this.weights = weights;
        MessageDigest graph = sha256();
        opening.model().digest(graph);
        digest = HexFormat.of().formatHex(graph.digest());
        String all = files.card().checksum() + " " + tried + " " + digest;
        key = HexFormat.of()
                .formatHex(sha256().digest(all.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 32);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The copy that has been tried before, if it is whole. */
    Optional<Path> kept() throws IOException {
        for (Path folder : folders()) {
            Path graph = folder.resolve(key).resolve(GRAPH);
            if (Files.isRegularFile(graph) && digest(graph).equals(digest) && hasWeights(folder.resolve(key))) {
                return Optional.of(graph);
            }
        }
        return Optional.empty();
    }

    private boolean hasWeights(Path folder) throws IOException {
        for (String name : weights) {
            Path copy = folder.resolve(name);
            if (!Files.isRegularFile(copy) || Files.size(copy) != Files.size(original(name))) {
                return false;
            }
        }
        return true;
    }

    /** Writes a copy to be tried, and says in which folder. */
    Path write() throws IOException {
        IOException last = new IOException("there is no folder to write it to");
        for (Path folder : folders()) {
            try {
                Files.createDirectories(folder);
                return write(Files.createTempDirectory(folder, ".new"));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private Path write(Path folder) throws IOException {
        Path graph = folder.resolve(GRAPH);
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            opening.model().writeTo(channel);
            channel.force(true);
        }
        for (String name : weights) {
            Path copy = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            linkOrCopy(original(name).toRealPath(), copy);
        }
        return folder;
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) { // on another disk
            Files.copy(from, to);
        }
    }

    /** Gives the folder of a copy that has been tried its name, and says where the copy is. */
    Path keep(Path folder) throws IOException {
        Path kept = folder.resolveSibling(key);
        try {
            Files.move(folder, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) { // another process was quicker, or the copy there is broken
            if (kept().isEmpty()) {
                return graph(folder);
            }
            discard(folder);
        }
        return graph(kept);
    }

    /** Where a folder has its copy. */
    static Path graph(Path folder) {
        return folder.resolve(GRAPH);
    }

    /** Removes a folder with a copy. */
    static void discard(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path original(String name) {
        return files.payload().toAbsolutePath().resolveSibling(name);
    }

    private List<Path> folders() {
        Path beside = files.directory().toAbsolutePath().resolveSibling(FOLDER);
        Path temporary = Path.of(
                System.getProperty("java.io.tmpdir"), "inference-stream-" + System.getProperty("user.name"), FOLDER);
        return List.of(beside, temporary);
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
