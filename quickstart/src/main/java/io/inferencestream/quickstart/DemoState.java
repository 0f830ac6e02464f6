package io.inferencestream.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stream's state directory: beside the cluster's where that is kept, a temporary one otherwise. */
final class DemoState implements AutoCloseable {
    private final Path directory;
    private final boolean isTemporary;

    private DemoState(Path directory, boolean isTemporary) {
        this.directory = directory;
        this.isTemporary = isTemporary;
    }

    static DemoState open(@Nullable Path kept) throws IOException {
        return kept == null
                ? new DemoState(Files.createTempDirectory("inference-stream-demo"), true)
                : new DemoState(Files.createDirectories(kept.resolve("stream")), false);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        if (!isTemporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
