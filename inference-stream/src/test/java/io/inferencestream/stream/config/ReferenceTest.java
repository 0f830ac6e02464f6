package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.properties.RefusedKafkaKey;
import io.inferencestream.schemas.registry.RegistryKeys;
import io.inferencestream.testkit.document.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written for people says what the code says. */
class ReferenceTest {
    private static final String DOCUMENT = "configuration.md";
    private static final String BROKER = "kafka: {bootstrap.servers: '127.0.0.1:9092'}";

    @Test
    void readsAsTheDefaults() {
        Map<String, String> environment = Map.of("HOSTNAME", "host");

        assertThat(StreamSettings.parse(StreamSettings.reference(), environment))
                .isEqualTo(StreamSettings.parse(BROKER, environment));
    }

    @Test
    void standsInTheDocumentAsATable() throws IOException {
        GeneratedPart.of(DOCUMENT, "keys of the stream")
                .mustBe(StreamKeys.in(Map.of()).table());
    }

    @Test
    void documentsTheKeysOfTheRegistry() throws IOException {
        String list = RegistryKeys.ALL.stream()
                .filter(key -> !RegistryKeys.isOlderName(key))
                .map("- `%s`\n"::formatted)
                .collect(Collectors.joining());

        GeneratedPart.of(DOCUMENT, "keys of the registry").mustBe(list);
    }

    @Test
    void documentsTheRefusedKeysAsTheCodeRefusesThem() throws IOException {
        String table = RefusedKafkaKey.ALL.stream()
                .map(refused -> "| `%s`%s | %s | %s |\n"
                        .formatted(
                                refused.name(),
                                refused.values().isEmpty() ? "" : " " + refused.values(),
                                refused.reason(),
                                refused.remedy()))
                .collect(Collectors.joining("", "| Key | Why | Instead |\n|---|---|---|\n", ""));

        GeneratedPart.of(DOCUMENT, "refused keys").mustBe(table);
    }

    @Test
    void documentsVariablesByTheirNames() throws IOException {
        Path document = Path.of(System.getProperty("basedir", "."), "..", "docs", DOCUMENT);
        List<String> rows = Files.readAllLines(document).stream()
                .filter(line -> line.matches("\\| `[a-zA-Z.]+` \\| `INFERENCE_STREAM_.*"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(3).allSatisfy(row -> {
            String key = row.split("`", -1)[1];
            String[] assignment = row.split("`", -1)[3].split("=", 2);
            String inEffect = StreamSettings.inEffect(BROKER, Map.of(assignment[0], assignment[1]));

            assertThat(inEffect).isNotEqualTo(StreamSettings.inEffect(BROKER, Map.of()));
            assertThat(assignment[0].replace("_", "")).endsWithIgnoringCase(key.replace(".", ""));
        });
    }
}
