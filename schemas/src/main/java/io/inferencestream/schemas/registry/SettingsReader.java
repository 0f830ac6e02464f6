package io.inferencestream.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Reads a registry's settings from a Kafka client's configuration, and collects what is wrong with them. */
final class SettingsReader {
    private static final String URL = "schema.registry.url";

    private final Map<String, ?> config;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, ?> config) {
        this.config = config;
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("; ", problems));
        }
    }

    /** One endpoint for every address in {@code schema.registry.url}. */
    List<Endpoint> endpoints() {
        String urls = text(URL);
        if (urls == null || urls.replace(",", "").isBlank()) {
            problems.add(URL + " is missing; set it to the registry's address, e.g. http://localhost:8081");
            return List.of();
        }
        String authorization = authorization();
        List<Endpoint> endpoints = new ArrayList<>();
        for (String url : urls.split(",")) {
            if (!url.isBlank()) {
                endpoint(url.strip(), authorization, endpoints);
            }
        }
        return endpoints;
    }

    private void endpoint(String url, @Nullable String authorization, List<Endpoint> endpoints) {
        try {
            URI uri = new URI(url);
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!isHttp || uri.getHost() == null) {
                problems.add(URL + " must hold http:// or https:// addresses: " + withoutCredentials(url));
                return;
            }
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            URI base = new URI(uri.getScheme() + "://" + uri.getHost() + port + path);
            String own = authorization == null && uri.getRawUserInfo() != null
                    ? basic(URLDecoder.decode(uri.getRawUserInfo().replace("+", "%2B"), UTF_8))
                    : authorization;
            endpoints.add(new Endpoint(base, own));
        } catch (URISyntaxException e) {
            problems.add(URL + " must hold valid addresses: " + withoutCredentials(url));
        }
    }

    private static String withoutCredentials(String url) {
        return url.replaceAll("//[^/]*@", "//");
    }

    /** The header that all endpoints share, or null where they bring their own or need none. */
    private @Nullable String authorization() {
        if (text("bearer.auth.credentials.source") != null) {
            return bearer();
        }
        String source = text("basic.auth.credentials.source");
        String userInfo = text("basic.auth.user.info");
        if (source == null || source.equals("URL")) {
            return null;
        }
        if (!source.equals("USER_INFO")) {
            problems.add("basic.auth.credentials.source must be URL or USER_INFO: " + source);
        } else if (userInfo == null || !userInfo.contains(":")) {
            problems.add("basic.auth.user.info must be set to USER:PASSWORD where the source is USER_INFO");
        } else {
            return basic(userInfo);
        }
        return null;
    }

    private @Nullable String bearer() {
        String source = text("bearer.auth.credentials.source");
        String token = text("bearer.auth.token");
        if (!"STATIC_TOKEN".equals(source)) {
            problems.add("bearer.auth.credentials.source must be STATIC_TOKEN: " + source);
        } else if (token == null) {
            problems.add("bearer.auth.token must be set where the source is STATIC_TOKEN");
        } else {
            return "Bearer " + token;
        }
        return null;
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    Duration millis(String key, int otherwise) {
        return Duration.ofMillis(number(key, otherwise));
    }

    /** A whole number of at least 1. */
    int number(String key, int otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is too small
        }
        problems.add(key + " must be a whole number of at least 1: " + text);
        return otherwise;
    }

    @Nullable
    SSLContext tls() {
        Stores.Store trust = store("truststore");
        Stores.Store key = store("keystore");
        if (trust == null && key == null) {
            return null;
        }
        try {
            return Stores.context(trust, key, text("schema.registry.ssl.key.password"));
        } catch (Stores.UnusableStoreException e) {
            problems.add(e.getMessage());
            return null;
        }
    }

    private Stores.@Nullable Store store(String kind) {
        String prefix = "schema.registry.ssl." + kind + ".";
        String location = text(prefix + "location");
        return location == null
                ? null
                : new Stores.Store(prefix + "location", location, text(prefix + "type"), text(prefix + "password"));
    }

    /** A value as text, null where it is missing or blank. Confluent's older names carry the prefix. */
    private @Nullable String text(String key) {
        Object value = config.get(key);
        if (value == null) {
            value = config.get("schema.registry." + key);
        }
        if (value == null) {
            return null;
        }
        String text = value instanceof Password secret
                ? secret.value()
                : value instanceof Collection<?> several
                        ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : value.toString();
        return text.isBlank() ? null : text.strip();
    }
}
