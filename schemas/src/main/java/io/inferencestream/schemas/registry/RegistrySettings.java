package io.inferencestream.schemas.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a registry.
 *
 * @param endpoints tried in turn; at least one
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for one endpoint's whole answer, the connection included
 * @param tls null for the JVM's own trust store and no client certificate
 * @param cacheCapacity most schemas kept; at least 1
 */
record RegistrySettings(
        List<Endpoint> endpoints,
        Duration connectTimeout,
        Duration requestTimeout,
        @Nullable SSLContext tls,
        int cacheCapacity) {

    RegistrySettings {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * Reads Confluent's keys; unknown ones are left alone, as Kafka does.
     *
     * @throws ConfigException names every key that is wrong, and what to do
     */
    static RegistrySettings of(Map<String, ?> config) {
        SettingsReader reader = new SettingsReader(config);
        RegistrySettings settings = new RegistrySettings(
                reader.endpoints(),
                reader.millis("http.connect.timeout.ms", 2_000),
                reader.millis("http.read.timeout.ms", 5_000),
                reader.tls(),
                reader.number("max.schemas.per.subject", 1_000));
        reader.throwProblems();
        return settings;
    }
}
