package io.inferencestream.gateway.config;

import io.inferencestream.gateway.caller.KnownCallers;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.caller.TrustedProxies;
import io.inferencestream.gateway.token.Oidc;
import io.inferencestream.settings.Configuration;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.tracing.TracingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that an operator can say about a gateway, read once at start and never changed.
 *
 * @param application the stream's name, whose group's lag and instances are shown
 * @param registry properties of the schema registry's client under Confluent's names, secrets included
 * @param kafka Kafka's properties under their own names, secrets included
 */
public record GatewaySettings(
        String application,
        Server server,
        Topics topics,
        Security security,
        Limits limits,
        Index index,
        Images images,
        TracingSettings tracing,
        Map<String, String> registry,
        Map<String, String> kafka) {
    public GatewaySettings {
        registry = Map.copyOf(registry);
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads a file, and the environment over it.
     *
     * @param environment variables as of {@link System#getenv()}
     * @throws SettingsException if anything is wrong; names all of it
     */
    public static GatewaySettings load(Path file, Map<String, String> environment) {
        return parse(Configuration.text(file), environment);
    }

    /**
     * Reads a YAML text, and the environment over it; an empty text says nothing.
     *
     * @throws SettingsException if anything is wrong; names all of it
     */
    public static GatewaySettings parse(String yaml, Map<String, String> environment) {
        return GatewayKeys.CONFIGURATION.read(yaml, environment);
    }

    /** A configuration with every key, its default, and what it means; {@code docs/configuration.md} says the same. */
    public static String reference() {
        return "# Every key of the gateway with its default. A configuration says only what differs; it must name a"
                + " broker.\n\n" + GatewayKeys.CONFIGURATION.reference();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "gateway of " + application + " on " + server.host() + ":" + server.port();
    }

    /**
     * Where it listens.
     *
     * @param host address to bind to
     * @param port 0 for a free one
     * @param names host names under which it is called, beside its address and loopback's
     * @param proxies what stands in front of it
     * @param tls with which certificate
     */
    public record Server(String host, int port, List<String> names, Proxies proxies, Tls tls) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * With which certificate it answers: one in a key store, or one in PEM, or none, and then by plain HTTP.
     *
     * @param keyStore PKCS #12 with its certificate and private key
     * @param password opens the key store
     * @param certificate and those between it and its authority
     * @param privateKey of the certificate
     * @param clientAuthorities whose client certificates are believed; empty where none is asked for
     */
    public record Tls(
            Optional<Path> keyStore,
            String password,
            Optional<Path> certificate,
            Optional<Path> privateKey,
            Optional<Path> clientAuthorities) {
        public boolean isOn() {
            return keyStore.isPresent() || certificate.isPresent();
        }

        /** All that are named. */
        public List<Path> files() {
            return Stream.of(keyStore, certificate, privateKey, clientAuthorities)
                    .flatMap(Optional::stream)
                    .toList();
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "TLS by " + files();
        }
    }

    /**
     * The proxies in front of it.
     *
     * @param publicAddress where clients find the gateway; empty where that is its own address
     * @param trusted who is believed about a client's address
     */
    public record Proxies(Optional<PublicAddress> publicAddress, TrustedProxies trusted) {
        /** The path below which everything lies, without a slash at its end; empty for none. */
        public String prefix() {
            return publicAddress.map(PublicAddress::prefix).orElse("");
        }
    }

    /** The stream's topics. */
    public record Topics(String images, String predictions, String deadLetters, String models) {}

    /**
     * Who may call.
     *
     * @param callers who is named
     * @param callersFile a file that names more; empty for none
     * @param oidc whose tokens are believed
     * @param anonymous what callers may do who show neither
     */
    public record Security(KnownCallers callers, Optional<Path> callersFile, Optional<Oidc> oidc, Set<Role> anonymous) {
        /** Whether a key, a token or a certificate can make a caller known. */
        public boolean knowsCallers() {
            return !callers.isEmpty() || callersFile.isPresent() || oidc.isPresent();
        }
    }

    /**
     * What the gateway takes on.
     *
     * @param imageBytes largest encoded image
     * @param timeout how long a request waits for its prediction
     * @param bodyTimeout how long a request's body may take to come
     * @param inFlightRequests most requests between arrival and answer
     * @param inFlightBytes most bytes of their bodies
     * @param requestsPerSecond most requests of one caller; 0 for no limit
     * @param eventStreams most event streams at once
     * @param connections most connections at once
     */
    public record Limits(
            int imageBytes,
            Duration timeout,
            Duration bodyTimeout,
            int inFlightRequests,
            long inFlightBytes,
            int requestsPerSecond,
            int eventStreams,
            int connections) {}

    /**
     * Bounds of the recent outcomes that are kept.
     *
     * @param outcomes most of them
     * @param bytes most memory for them
     * @param age at start, none older is read
     */
    public record Index(int outcomes, long bytes, Duration age) {}

    /**
     * Bounds of the recent images that are kept to be shown.
     *
     * @param show whether any is
     * @param bytes most bytes of all
     * @param imageBytes largest one
     * @param samples the folder of images that the web app offers to be tried; empty for none
     */
    public record Images(boolean show, long bytes, int imageBytes, Optional<Path> samples) {}
}
