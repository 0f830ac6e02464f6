package io.inferencestream.gateway.config;

import io.inferencestream.gateway.caller.ApiKey;
import io.inferencestream.gateway.caller.Oidc;
import io.inferencestream.gateway.caller.Role;
import io.inferencestream.gateway.config.GatewaySettings.Index;
import io.inferencestream.gateway.config.GatewaySettings.Limits;
import io.inferencestream.gateway.config.GatewaySettings.Pictures;
import io.inferencestream.gateway.config.GatewaySettings.Security;
import io.inferencestream.gateway.config.GatewaySettings.Server;
import io.inferencestream.gateway.config.GatewaySettings.Topics;
import io.inferencestream.settings.Key;
import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsReader;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes settings of what was said, collecting every problem on the way.
 *
 * <p>Not thread-safe: parses one configuration.
 */
final class GatewaySettingsParser {
    private static final long QUARTER = 4;
    private static final long EIGHTH = 8;

    private final SettingsReader said;

    GatewaySettingsParser(SettingsReader said) {
        this.said = said;
    }

    /** @throws io.inferencestream.settings.SettingsException if anything is wrong */
    GatewaySettings parse() {
        Server server = new Server(
                said.value(GatewayKeys.HOST),
                said.value(GatewayKeys.PORT),
                said.value(GatewayKeys.NAMES),
                said.value(GatewayKeys.KEY_STORE),
                said.value(GatewayKeys.KEY_STORE_PASSWORD));
        GatewaySettings settings = new GatewaySettings(
                said.value(GatewayKeys.APPLICATION),
                server,
                new Topics(
                        said.value(GatewayKeys.IMAGES),
                        said.value(GatewayKeys.PREDICTIONS),
                        said.value(GatewayKeys.DEAD_LETTERS),
                        said.value(GatewayKeys.MODELS)),
                security(server),
                limits(),
                new Index(
                        said.value(GatewayKeys.INDEX_OUTCOMES),
                        orShareOfHeap(GatewayKeys.INDEX_BYTES, EIGHTH),
                        said.value(GatewayKeys.INDEX_AGE)),
                new Pictures(
                        said.value(GatewayKeys.SHOW_PICTURES),
                        said.value(GatewayKeys.PICTURES_BYTES),
                        Math.toIntExact(said.value(GatewayKeys.PICTURE_BYTES))),
                registry(),
                kafka());
        said.throwProblems();
        return settings;
    }

    private Limits limits() {
        return new Limits(
                Math.toIntExact(said.value(GatewayKeys.IMAGE_BYTES)),
                said.value(GatewayKeys.TIMEOUT),
                said.value(GatewayKeys.BODY_TIMEOUT),
                said.value(GatewayKeys.IN_FLIGHT_REQUESTS),
                orShareOfHeap(GatewayKeys.IN_FLIGHT_BYTES, QUARTER),
                said.value(GatewayKeys.REQUESTS_PER_SECOND),
                said.value(GatewayKeys.EVENT_STREAMS),
                said.value(GatewayKeys.CONNECTIONS));
    }

    private long orShareOfHeap(Key<Long> key, long share) {
        long bytes = said.value(key);
        return bytes == 0 ? Runtime.getRuntime().maxMemory() / share : bytes;
    }

    private Security security(Server server) {
        List<ApiKey> keys = said.value(GatewayKeys.API_KEYS);
        Optional<Oidc> oidc = oidc();
        Set<Role> anonymous = EnumSet.noneOf(Role.class);
        anonymous.addAll(said.value(GatewayKeys.ANONYMOUS));
        boolean isOpen = keys.isEmpty() && oidc.isEmpty() && anonymous.isEmpty();
        if (isOpen && isLoopback(server.host())) {
            anonymous = EnumSet.allOf(Role.class);
        } else if (isOpen) {
            said.add(
                    GatewayKeys.HOST,
                    server.host(),
                    "can be reached by others, and nothing says who may call",
                    "Name security.apiKeys or security.oidc, or say in security.anonymous what everybody may do.");
        }
        return new Security(keys, oidc, Set.copyOf(anonymous));
    }

    /** Whether only this machine reaches an address. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }

    private Optional<Oidc> oidc() {
        String issuer = said.value(GatewayKeys.OIDC_ISSUER);
        Optional<URI> jwks = said.value(GatewayKeys.OIDC_JWKS);
        String audience = said.value(GatewayKeys.OIDC_AUDIENCE);
        if (issuer.isEmpty() && jwks.isEmpty() && audience.isEmpty()) {
            return Optional.empty();
        }
        required(GatewayKeys.OIDC_ISSUER, issuer, "the issuer, exactly as tokens name it");
        required(GatewayKeys.OIDC_AUDIENCE, audience, "what tokens for this gateway carry as aud");
        required(GatewayKeys.OIDC_JWKS, jwks.map(URI::toString).orElse(""), "where the issuer's keys are");
        return jwks.map(keys -> new Oidc(issuer, keys, audience, said.value(GatewayKeys.OIDC_ROLES)));
    }

    private void required(Key<?> key, String value, String what) {
        if (value.isEmpty()) {
            said.add(key, "", "is missing, although others of security.oidc are there", "Name " + what + ".");
        }
    }

    private Map<String, String> registry() {
        Map<String, String> registry = said.passedThrough("registry");
        registry.putIfAbsent(GatewayKeys.REGISTRY_URL, GatewayKeys.DEFAULT_REGISTRY_URL);
        return registry;
    }

    private Map<String, String> kafka() {
        Map<String, String> kafka = said.passedThrough("kafka");
        if (kafka.getOrDefault(GatewayKeys.BOOTSTRAP_SERVERS, "").isBlank()) {
            said.add(new Problem(
                    "kafka." + GatewayKeys.BOOTSTRAP_SERVERS,
                    "",
                    "",
                    "is missing",
                    "Name a broker or several, such as 127.0.0.1:9092."));
        }
        return kafka;
    }
}
