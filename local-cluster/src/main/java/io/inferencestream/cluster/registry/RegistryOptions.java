package io.inferencestream.cluster.registry;

import io.inferencestream.cluster.loopback.Loopback;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * How a {@link DevelopmentRegistry} runs. Start from {@link #defaults()} and name what differs.
 *
 * @param port on 127.0.0.1; 0 for a free one
 * @param file where schemas and ids are kept for the next start; empty forgets them at close
 * @param refusal for tests of outages: asked before each request, on the server's threads, for an HTTP status to answer
 *     instead; 0 serves the request
 */
public record RegistryOptions(int port, Optional<Path> file, IntSupplier refusal) {
    public RegistryOptions {
        Loopback.requirePort(port);
    }

    /** A free port, nothing kept, nothing refused. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(0, Optional.empty(), () -> 0);
    }

    public RegistryOptions port(int chosen) {
        return new RegistryOptions(chosen, file, refusal);
    }

    public RegistryOptions file(Path kept) {
        return new RegistryOptions(port, Optional.of(kept), refusal);
    }

    public RegistryOptions refusal(IntSupplier status) {
        return new RegistryOptions(port, file, status);
    }
}
