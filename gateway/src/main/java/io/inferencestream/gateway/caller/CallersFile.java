package io.inferencestream.gateway.caller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is named by the configuration and by a file that may change.
 *
 * <p>Thread-safe.
 */
public final class CallersFile implements Supplier<KnownCallers> {
    private final KnownCallers named;
    private final Optional<Path> file;
    private volatile KnownCallers all;

    /**
     * Reads the file.
     *
     * @param named by the configuration
     * @param file empty for none
     * @throws IllegalArgumentException if a line of the file names nobody
     * @throws UncheckedIOException if it cannot be read
     */
    public CallersFile(KnownCallers named, Optional<Path> file) {
        this.named = named;
        this.file = file;
        this.all = named;
        reload();
    }

    /** Reads a file, as {@link KnownCallers#parse}. */
    public static KnownCallers read(Path file) throws IOException {
        return KnownCallers.parse(Files.readString(file));
    }

    /**
     * Reads the file again.
     *
     * @throws IllegalArgumentException if a line names nobody; the callers before still hold
     * @throws UncheckedIOException if it cannot be read; the callers before still hold
     */
    public void reload() {
        try {
            all = file.isPresent() ? named.and(read(file.get())) : named;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.get(), e);
        }
    }

    @Override
    public KnownCallers get() {
        return all;
    }
}
