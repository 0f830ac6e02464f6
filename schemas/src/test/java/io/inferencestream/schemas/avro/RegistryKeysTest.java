package io.inferencestream.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.registry.RegistryKeys;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** The list of keys that have an effect is what client and writer ask their configuration for. */
final class RegistryKeysTest {
    private final Set<String> asked = new TreeSet<>();

    @Test
    void areThoseThatClientAndWriterAskFor() {
        readWith(Map.of("basic.auth.credentials.source", "URL"));
        readWith(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN"));
        readWith(Map.of("auto.register.schemas", "false", "use.schema.id", "-1"));
        readWith(Map.of("schema.registry.ssl.truststore.location", "/no/such/store"));
        readWith(Map.of("schema.registry.ssl.keystore.location", "/no/such/store"));
        asked.removeIf(key -> key.startsWith("schema.registry.schema.registry."));

        assertThat(asked).isEqualTo(RegistryKeys.ALL);
    }

    private void readWith(Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(more);
        config.put("schema.registry.url", "http://127.0.0.1:1");
        try {
            SchemaRegistryClient client = SchemaRegistryClient.of(new Recording(config));
            RecordWriter.<PredictionEvent>ofValues(client, new Recording(config), "predictions");
        } catch (ConfigException e) {
            // that a value is missing is said after its key was asked for
        }
    }

    /** A configuration that notes what it is asked for. */
    private final class Recording extends AbstractMap<String, Object> {
        private final Map<String, String> config;

        private Recording(Map<String, String> config) {
            this.config = config;
        }

        @Override
        public Object get(Object key) {
            asked.add(key.toString());
            return config.get(key);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return new TreeMap<String, Object>(config).entrySet();
        }
    }
}
