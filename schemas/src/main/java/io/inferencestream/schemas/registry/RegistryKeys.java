package io.inferencestream.schemas.registry;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The configuration keys that {@link SchemaRegistryClient} and the writers of values go by, under Confluent's names. */
public final class RegistryKeys {
    /** What the older of Confluent's names for a connection's keys begin with. */
    private static final String OLDER_PREFIX = "schema.registry.";

    private static final List<String> CONNECTION = List.of(
            "schema.registry.url",
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            "bearer.auth.credentials.source",
            "bearer.auth.token",
            "schema.registry.ssl.truststore.location",
            "schema.registry.ssl.truststore.type",
            "schema.registry.ssl.truststore.password",
            "schema.registry.ssl.keystore.location",
            "schema.registry.ssl.keystore.type",
            "schema.registry.ssl.keystore.password",
            "schema.registry.ssl.key.password",
            "http.connect.timeout.ms",
            "http.read.timeout.ms",
            "max.schemas.per.subject");
    private static final List<String> WRITING =
            List.of("auto.register.schemas", "use.latest.version", "use.schema.id", "value.subject.name.strategy");

    /** Every key that has an effect; others have none. */
    public static final Set<String> ALL = all();

    private RegistryKeys() {}

    /** Whether a key is the older name of another. */
    public static boolean isOlderName(String key) {
        return key.startsWith(OLDER_PREFIX) && ALL.contains(key.substring(OLDER_PREFIX.length()));
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>(CONNECTION);
        all.addAll(WRITING);
        CONNECTION.stream().filter(key -> !key.startsWith(OLDER_PREFIX)).forEach(key -> all.add(OLDER_PREFIX + key));
        return Collections.unmodifiableSet(all);
    }
}
