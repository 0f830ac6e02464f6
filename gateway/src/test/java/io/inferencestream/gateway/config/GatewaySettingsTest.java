package io.inferencestream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.caller.Role;
import io.inferencestream.settings.SettingsException;
import io.inferencestream.settings.YamlNode;
import io.inferencestream.settings.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {
    private static final String KAFKA = "kafka: {bootstrap.servers: '127.0.0.1:9092'}\n";
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "configuration.md");

    @Test
    void readsTheReferenceAsTheDefaults() {
        assertThat(GatewaySettings.parse(GatewaySettings.reference(), Map.of()))
                .isEqualTo(GatewaySettings.parse(KAFKA, Map.of()));
    }

    @Test
    void holdsEveryKeyInTheReferenceWithTheTextOfItsDefault() {
        Map<String, String> defaults = new TreeMap<>();
        GatewayKeys.ALL.forEach(key -> defaults.put(key.path(), key.defaultText()));
        defaults.put("registry.schema.registry.url", GatewayKeys.DEFAULT_REGISTRY_URL);
        defaults.put("kafka.bootstrap.servers", "127.0.0.1:9092");
        Map<String, String> texts = new TreeMap<>();

        add("", new YamlReader(new ArrayList<>()).read(GatewaySettings.reference()), texts);

        assertThat(texts).isEqualTo(defaults);
    }

    @Test
    void standsInTheDocument() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("```yaml\n" + GatewaySettings.reference() + "```\n");
    }

    @Test
    void givesEveryKeyAVariable() {
        Map<String, String> environment = new HashMap<>();
        GatewayKeys.ALL.forEach(key -> environment.put(GatewayKeys.KNOWN.variable(key), key.defaultText()));

        assertThat(GatewaySettings.parse(KAFKA, environment)).isEqualTo(GatewaySettings.parse(KAFKA, Map.of()));
        assertThat(environment).containsKey("INFERENCE_GATEWAY_SERVER_PORT");
    }

    @Test
    void letsEverybodyOnThisMachineDoEverythingUnlessToldOtherwise() {
        assertThat(GatewaySettings.parse(KAFKA, Map.of()).security().anonymous())
                .containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void refusesToBeReachedByOthersWhereNothingSaysWhoMayCall() {
        assertThatThrownBy(() -> GatewaySettings.parse("server: {host: 0.0.0.0}\n" + KAFKA, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("security.apiKeys");
        assertThat(GatewaySettings.parse(
                                "server: {host: 0.0.0.0}\nsecurity: {anonymous: [predict]}\n" + KAFKA, Map.of())
                        .security()
                        .anonymous())
                .containsExactly(Role.PREDICT);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> GatewaySettings.parse(
                        "server: {prt: 1}\nsecurity: {apiKeys: [x], oidc: {issuer: https://id}}\n", Map.of()))
                .hasMessageContaining("Did you mean server.port?")
                .hasMessageContaining("bin/gateway key")
                .hasMessageContaining("security.oidc.audience")
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    private static void add(String path, YamlNode node, Map<String, String> texts) {
        if (node instanceof YamlNode.Fields fields) {
            fields.fields().forEach((name, value) -> add(path.isEmpty() ? name : path + "." + name, value, texts));
        } else {
            texts.put(path, node instanceof YamlNode.Scalar scalar ? scalar.text() : "");
        }
    }
}
