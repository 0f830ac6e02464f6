package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML that is data. */
final class YamlDocumentTest {

    @Test
    void readsTextsNumbersAndTruthValuesAsWhatTheyAre() {
        assertThat(YamlDocument.values("{a: b, c: 1, d: 1.5, e: true, f: [~, '1']}"))
                .isEqualTo(YamlDocument.values("a: b\nc: 1\nd: 1.5\ne: true\nf:\n- null\n- \"1\"\n"))
                .isInstanceOfSatisfying(
                        Map.class,
                        map -> assertThat(map.toString()).isEqualTo("{a=b, c=1, d=1.5, e=true, f=[null, 1]}"));
    }

    @Test
    void resolvesAliasesAndMergedKeys() {
        assertThat(YamlDocument.values("one: &a {x: 1}\ntwo: *a\nthree: {<<: *a, y: 2}"))
                .isEqualTo(Map.of("one", Map.of("x", 1), "two", Map.of("x", 1), "three", Map.of("x", 1, "y", 2)));
    }

    @Test
    void namesTheLineOfWhatIsNoYaml() {
        assertThatThrownBy(() -> YamlDocument.values("a: b\nc: [1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not YAML: line 2: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1\\na: 2   | duplicate key
            a: 1\\n---\\nb: 2 | but found another document
            '# nothing' | is an empty YAML document
            """)
    void refusesWhatIsNotOneDocumentWithEachKeyOnce(String yaml, String wrong) {
        assertThatThrownBy(() -> YamlDocument.values(yaml.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(wrong);
    }

    @Test
    void writesABlockThatComesBackTheSame() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("labels", List.of("cat", "007", "no", "null", "0x10", "# x", "a: b", "", "ü", "a\nb", " "));
        values.put("input", Map.of("mean", 127.5, "scale", 1 / 127.5));
        values.put("long", "word ".repeat(100).strip());

        String text = YamlDocument.text(values);

        assertThat(text)
                .startsWith("labels:\n- cat\n- '007'\n- 'no'\n- 'null'\n- '0x10'\n- '# x'\n- 'a: b'\n- ''\n- ü\n");
        assertThat(text.lines().filter(line -> line.startsWith("long: "))).hasSize(1);
        assertThat(YamlDocument.values(text)).isEqualTo(values);
    }
}
