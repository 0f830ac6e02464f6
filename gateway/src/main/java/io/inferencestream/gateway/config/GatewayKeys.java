package io.inferencestream.gateway.config;

import static io.inferencestream.settings.ValueType.bytes;
import static io.inferencestream.settings.ValueType.count;
import static io.inferencestream.settings.ValueType.duration;
import static io.inferencestream.settings.ValueType.list;
import static io.inferencestream.settings.ValueType.matching;
import static io.inferencestream.settings.ValueType.optional;
import static io.inferencestream.settings.ValueType.parsed;
import static io.inferencestream.settings.ValueType.path;
import static io.inferencestream.settings.ValueType.scalar;
import static io.inferencestream.settings.ValueType.topicName;

import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.settings.Key;
import io.inferencestream.settings.KnownKeys;
import io.inferencestream.settings.PassThrough;
import io.inferencestream.settings.ValueType.OfText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Every key of the gateway with its default: the one list that the file, the environment and the documentation follow. */
final class GatewayKeys {
    private static final OfText<Role> ROLE = parsed(
            text -> Role.valueOf(text.toUpperCase(Locale.ROOT)), "is no role", "Write predict, observe or operate.");
    private static final OfText<Boolean> FLAG =
            text -> matching("true|false", "is neither true nor false", "Write true or false.")
                    .read(text)
                    .equals("true");
    private static final OfText<URI> ADDRESS = parsed(
            GatewayKeys::address,
            "is not an address",
            "Write an http or https address, such as https://id.example/keys.");

    static final Key<String> APPLICATION = new Key<>("application", "inference-stream", scalar(topicName()));

    static final Key<String> HOST = new Key<>(
            "server.host",
            "127.0.0.1",
            scalar(matching("[^\\s]+", "is empty", "Name an address, such as 127.0.0.1 or 0.0.0.0.")));
    static final Key<Integer> PORT = new Key<>("server.port", "8080", scalar(count(0, 65_535)));
    static final Key<List<String>> NAMES = new Key<>(
            "server.names",
            "",
            list(matching("[A-Za-z0-9.:\\[\\]-]+", "is not a host name", "Write host names, without port.")));
    static final Key<Optional<Path>> KEY_STORE = new Key<>("server.tls.keyStore", "", optional(path()));
    static final Key<String> KEY_STORE_PASSWORD = new Key<>("server.tls.password", "", scalar(text -> text));

    static final Key<String> IMAGES = new Key<>("input.topic", "images", scalar(topicName()));
    static final Key<String> PREDICTIONS = new Key<>("output.predictions", "predictions", scalar(topicName()));
    static final Key<String> DEAD_LETTERS = new Key<>("output.deadLetters", "images-dead-letters", scalar(topicName()));
    static final Key<String> MODELS = new Key<>("output.models", "models", scalar(topicName()));

    static final Key<List<ApiKey>> API_KEYS = new Key<>(
            "security.apiKeys",
            "",
            list(parsed(
                    ApiKey::parse, "is not NAME:ROLE+ROLE:SHA-256", "Have one made by: bin/gateway key NAME ROLE...")));
    static final Key<List<Role>> ANONYMOUS = new Key<>("security.anonymous", "", list(ROLE));
    static final Key<String> OIDC_ISSUER = new Key<>("security.oidc.issuer", "", scalar(text -> text));
    static final Key<Optional<URI>> OIDC_JWKS = new Key<>("security.oidc.jwks", "", optional(ADDRESS));
    static final Key<String> OIDC_AUDIENCE = new Key<>("security.oidc.audience", "", scalar(text -> text));
    static final Key<String> OIDC_ROLES = new Key<>("security.oidc.rolesClaim", "roles", scalar(text -> text));

    static final Key<Long> IMAGE_BYTES = new Key<>("limits.imageBytes", "16MiB", scalar(bytes(1, 1 << 30)));
    static final Key<Duration> TIMEOUT =
            new Key<>("limits.timeout", "30s", scalar(duration(Duration.ofMillis(100), Duration.ofMinutes(10))));
    static final Key<Duration> BODY_TIMEOUT =
            new Key<>("limits.bodyTimeout", "30s", scalar(duration(Duration.ofMillis(100), Duration.ofMinutes(10))));
    static final Key<Integer> IN_FLIGHT_REQUESTS =
            new Key<>("limits.inFlightRequests", "1024", scalar(count(1, 1_000_000)));
    static final Key<Long> IN_FLIGHT_BYTES = new Key<>("limits.inFlightBytes", "0", scalar(bytes(0, Long.MAX_VALUE)));
    static final Key<Integer> REQUESTS_PER_SECOND =
            new Key<>("limits.requestsPerSecond", "1000", scalar(count(0, 1_000_000)));
    static final Key<Integer> EVENT_STREAMS = new Key<>("limits.eventStreams", "1000", scalar(count(0, 100_000)));
    static final Key<Integer> CONNECTIONS = new Key<>("limits.connections", "20000", scalar(count(10, 1_000_000)));

    static final Key<Integer> INDEX_OUTCOMES = new Key<>("index.outcomes", "50000", scalar(count(100, 100_000_000)));
    static final Key<Long> INDEX_BYTES = new Key<>("index.bytes", "0", scalar(bytes(0, Long.MAX_VALUE)));
    static final Key<Duration> INDEX_AGE =
            new Key<>("index.age", "1h", scalar(duration(Duration.ofSeconds(1), Duration.ofHours(24 * 30))));

    static final Key<Boolean> SHOW_PICTURES = new Key<>("pictures.show", "false", scalar(FLAG));
    static final Key<Long> PICTURES_BYTES = new Key<>("pictures.bytes", "64MiB", scalar(bytes(0, Long.MAX_VALUE)));
    static final Key<Long> PICTURE_BYTES = new Key<>("pictures.imageBytes", "1MiB", scalar(bytes(1, 1 << 30)));

    static final String REGISTRY_URL = "schema.registry.url";
    static final String DEFAULT_REGISTRY_URL = "http://127.0.0.1:8081";
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    static final List<Key<?>> ALL = List.of(
            APPLICATION,
            HOST,
            PORT,
            NAMES,
            KEY_STORE,
            KEY_STORE_PASSWORD,
            IMAGES,
            PREDICTIONS,
            DEAD_LETTERS,
            MODELS,
            API_KEYS,
            ANONYMOUS,
            OIDC_ISSUER,
            OIDC_JWKS,
            OIDC_AUDIENCE,
            OIDC_ROLES,
            IMAGE_BYTES,
            TIMEOUT,
            BODY_TIMEOUT,
            IN_FLIGHT_REQUESTS,
            IN_FLIGHT_BYTES,
            REQUESTS_PER_SECOND,
            EVENT_STREAMS,
            CONNECTIONS,
            INDEX_OUTCOMES,
            INDEX_BYTES,
            INDEX_AGE,
            SHOW_PICTURES,
            PICTURES_BYTES,
            PICTURE_BYTES);

    static final KnownKeys KNOWN = new KnownKeys(
            "gateway",
            "INFERENCE_GATEWAY_",
            Set.of("INFERENCE_GATEWAY_CONFIG", "INFERENCE_GATEWAY_HOME", "INFERENCE_GATEWAY_OPTS"),
            ALL,
            List.of(
                    PassThrough.of("registry"),
                    new PassThrough("kafka", kafkaNames(), List.of("consumer.", "producer.", "admin."))));

    private GatewayKeys() {}

    private static Set<String> kafkaNames() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException("not an address: " + text);
        }
        return address;
    }
}
