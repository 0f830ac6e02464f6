package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.settings.EnvironmentReader;
import io.inferencestream.settings.Key;
import io.inferencestream.settings.Setting;
import io.inferencestream.settings.YamlNode;
import io.inferencestream.settings.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written for people says what the code says. */
class ReferenceTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "configuration.md");

    @Test
    void readsAsTheDefaults() {
        Map<String, String> environment = Map.of("HOSTNAME", "host");

        assertThat(StreamSettings.parse(StreamSettings.reference(), environment))
                .isEqualTo(StreamSettings.parse("kafka: {bootstrap.servers: '127.0.0.1:9092'}", environment));
    }

    @Test
    void holdsEveryKeyWithTheTextOfItsDefault() {
        Map<String, String> defaults =
                Keys.ALL.stream().collect(Collectors.toMap(Key::path, Key::defaultText, (a, b) -> a, TreeMap::new));
        defaults.put("registry.schema.registry.url", Keys.DEFAULT_REGISTRY_URL);
        defaults.put("kafka.bootstrap.servers", "127.0.0.1:9092");

        assertThat(texts(StreamSettings.reference())).isEqualTo(defaults);
    }

    @Test
    void saysSomethingOfEveryKey() {
        List<String> lines = StreamSettings.reference().lines().toList();

        for (int i = 0; i < lines.size(); i++) {
            boolean isKey = lines.get(i).matches("\\s*[\\w.]+: .*");
            boolean isPassedThrough = lines.get(i).matches(" +[a-z]+\\..*");
            if (isKey && !isPassedThrough) {
                assertThat(lines.get(i - 1)).as(lines.get(i)).contains("# ");
            }
        }
    }

    @Test
    void standsInTheDocument() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("```yaml\n" + StreamSettings.reference() + "```\n");
    }

    @Test
    void documentsTheRefusedKeysAsTheCodeRefusesThem() throws IOException {
        String document = Files.readString(DOCUMENT);
        String table = RefusedKafkaKey.ALL.stream()
                .map(refused -> "| `%s`%s | %s | %s |%n"
                        .formatted(
                                refused.name(),
                                refused.values().isEmpty() ? "" : " " + refused.values(),
                                refused.reason(),
                                refused.remedy())
                        .replace(System.lineSeparator(), "\n"))
                .collect(Collectors.joining("", "| Key | Why | Instead |\n|---|---|---|\n", ""));

        assertThat(document.substring(document.indexOf("### Refused keys"))).endsWith("too.\n\n" + table);
    }

    @Test
    void documentsVariablesByTheirNames() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.matches("\\| `[a-zA-Z.]+` \\| `INFERENCE_STREAM_.*")) {
                String key = line.split("`", -1)[1];
                String variable = line.split("`", -1)[3].replaceFirst("=.*", "");
                Map<String, Setting> read =
                        new EnvironmentReader(Keys.KNOWN, new ArrayList<>()).read(Map.of(variable, "x"));
                if (!read.containsKey(key)) {
                    wrong.add(line);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> texts(String yaml) {
        Map<String, String> texts = new TreeMap<>();
        addTexts("", new YamlReader(new ArrayList<>()).read(yaml), texts);
        return texts;
    }

    private static void addTexts(String path, YamlNode node, Map<String, String> texts) {
        if (node instanceof YamlNode.Fields fields) {
            fields.fields().forEach((name, value) -> addTexts(path.isEmpty() ? name : path + "." + name, value, texts));
        } else {
            texts.put(path, node instanceof YamlNode.Scalar scalar ? scalar.text() : "");
        }
    }
}
