package io.inferencestream.cluster.registry;

import io.inferencestream.cluster.loopback.Loopback;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a {@link DevelopmentRegistry} runs. Start from {@link #defaults()} and name what differs.
 *
 * @param port on 127.0.0.1; 0 for a free one
 * @param file where schemas and ids are kept for the next start; empty forgets them at close
 * @param refusal for tests of outages and of denied schemas
 */
public record RegistryOptions(int port, Optional<Path> file, Refusal refusal) {
    public RegistryOptions {
        Loopback.requirePort(port);
    }

    /** A free port, nothing kept, nothing refused. */
    public static RegistryOptions defaults() {
        return new RegistryOptions(0, Optional.empty(), path -> Refusal.SERVED);
    }

    public RegistryOptions port(int chosen) {
        return new RegistryOptions(chosen, file, refusal);
    }

    public RegistryOptions file(Path kept) {
        return new RegistryOptions(port, Optional.of(kept), refusal);
    }

    public RegistryOptions refusal(Refusal chosen) {
        return new RegistryOptions(port, file, chosen);
    }

    /** Asked before each request, on the server's threads. */
    @FunctionalInterface
    public interface Refusal {
        /** The request is answered as it should be. */
        int SERVED = 0;

        /**
         * What to answer instead.
         *
         * @param path of the request, such as {@code /schemas/ids/7}
         * @return an HTTP status such as 503, or the registry's own code such as 40403; {@link #SERVED} for neither
         */
        int codeFor(String path);
    }
}
