package io.inferencestream.gateway.http.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.inferencestream.gateway.http.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON costs no more memory than it has bytes, whatever it holds. */
class CompactJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"b\",\"c\":[{\"d\":true},null,[\"e\"]],\"f\":[],\"g\":[[],[]]}",
                "{\"shape\":[1,300,2],\"size\":70000000000,\"x\":1.5,\"n\":-7}",
                "[[[{\"a\":1}],[\"b\"]],[[]]]",
                "\"text\"",
                "7",
                "null"
            })
    void readsJsonAsItIs(String json) throws IOException {
        assertThat(read(json).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0,7,255]", "[[0],[7],[255]]", "[[[0,7]],[[255]]]", "[[[[0]]],7,[255]]"})
    void makesBytesOfPixels(String data) throws IOException {
        assertThat(read("{\"data\":" + data + ",\"z\":true}").path("data").binaryValue())
                .containsExactly(0, 7, 255);
    }

    @Test
    void readsMillionsOfPixelsIntoAsManyBytes() throws IOException {
        String row = "[" + "[1],".repeat(999) + "[1]],";
        String json = "[" + row.repeat(4_999) + row.substring(0, row.length() - 1) + "]";

        assertThat(read(json).binaryValue()).hasSize(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[],", "{},", "\"\",", "null,", "[\"a\"],", "[[[]]],"})
    void endsWhereNodesWouldTakeMoreMemoryThanTheText(String element) {
        String json = "[" + element.repeat(100_000) + "[]]";

        assertThatThrownBy(() -> read(json)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[1,256]", "[1,-1]", "[1,0.5]", "[1,\"a\"]", "[1,{}]", "[1,99999999999999999999]", "[[1],null]"})
    void saysWhatIsNoPixel(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("0 to 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[[1", "{\"a\":", "{\"a\"", "[1,", "tru", "[}", "{]"})
    void failsWhereItIsNoJson(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void failsWhereItIsNestedTooDeep() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(JacksonException.class);
    }

    private static JsonNode read(String json) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return CompactJson.read(text, text.length);
    }
}
