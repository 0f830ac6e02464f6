package io.inferencestream.core.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, Python's literals and protobuf's text format. */
final class ForeignTextTest {
    private static Json.Members members(Object... namesAndValues) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], (Json) namesAndValues[i + 1]);
        }
        return new Json.Members(members);
    }

    private static Json.Items items(Json... values) {
        return new Json.Items(List.of(values));
    }

    private static Json.Text text(String value) {
        return new Json.Text(value);
    }

    @Test
    void readsJson() {
        Json json = Json.parse("""
                {"a": [1, -2.50e+3, true, false, null], "b": {"c": "\\"\\\\\\/\\b\\n\\u00e9\\ud83d\\ude00"}, "": {}}""");

        assertThat(json)
                .isEqualTo(members(
                        "a",
                        items(
                                new Json.Number("1"),
                                new Json.Number("-2.50e+3"),
                                new Json.Flag(true),
                                new Json.Flag(false),
                                new Json.Null()),
                        "b",
                        members("c", text("\"\\/\b\né😀")),
                        "",
                        members()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\" 1}",
                "{a: 1}",
                "[1 2]",
                "01",
                "1.",
                "+1",
                "NaN",
                "'a'",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"",
                "{\"a\": 1, \"a\": 2}",
                "[] []",
                "\\",
                "\"\\"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(text)).withMessageStartingWith("line ");
    }

    @Test
    void refusesJsonThatIsNestedWithoutEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.parse("[".repeat(100_000)))
                .withMessageContaining("nested deeper than");
        assertThatIllegalArgumentException().isThrownBy(() -> PythonLiteral.parse("{0:".repeat(100_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextProtoReader("a {".repeat(100_000)).document());
    }

    @Test
    void readsALiteralOfPython() {
        assertThat(PythonLiteral.parse("{0: 'person', 1: \"bob's\", 2: 'a\\'b\\u00e9'}"))
                .isEqualTo(members("0", text("person"), "1", text("bob's"), "2", text("a'bé")));
        assertThat(PythonLiteral.parse("[640, (1, 2.5), True, None, ]"))
                .isEqualTo(items(
                        new Json.Number("640"),
                        items(new Json.Number("1"), new Json.Number("2.5")),
                        new Json.Flag(true),
                        new Json.Null()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{0 'a'}", "{0: 'a' 1: 'b'}", "['a'", "__import__('os')", "{0: 'a'} + {}", "'a", "{[]: 1}"})
    void runsNoPython(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PythonLiteral.parse(text));
    }

    @Test
    void readsProtobufsTextFormat() {
        Json.Members message = new TextProtoReader("""
                # a model
                name: "resnet", max_batch_size: 8
                input [ {name: 'x' data_type: TYPE_FP32; dims: [3, 224, 224]} ]
                input: < name: "y" dims: 1 dims: -1 >
                parameters { key: "a" value: {string_value: "1" "2\\n"} }
                """.replace("input [", "input: [")).document();

        assertThat(message)
                .isEqualTo(members(
                        "name",
                        items(text("resnet")),
                        "max_batch_size",
                        items(new Json.Number("8")),
                        "input",
                        items(
                                members(
                                        "name",
                                        items(text("x")),
                                        "data_type",
                                        items(text("TYPE_FP32")),
                                        "dims",
                                        items(new Json.Number("3"), new Json.Number("224"), new Json.Number("224"))),
                                members(
                                        "name",
                                        items(text("y")),
                                        "dims",
                                        items(new Json.Number("1"), new Json.Number("-1")))),
                        "parameters",
                        items(members(
                                "key",
                                items(text("a")),
                                "value",
                                items(members("string_value", items(text("12\n"))))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:", "a {", "a: [1", "{}", "a: \"b", "a {b: 1>", ": 1", "a: }"})
    void refusesWhatIsNoMessage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextProtoReader(text).document())
                .withMessageStartingWith("line ");
    }
}
