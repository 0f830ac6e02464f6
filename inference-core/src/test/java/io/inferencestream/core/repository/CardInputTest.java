package io.inferencestream.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.model.ChannelOrder;
import io.inferencestream.core.model.InputEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardInputTest {
    @TempDir
    Path root;

    private InputEncoding encoding(String input) throws Exception {
        Path version = Files.createDirectories(root.resolve("pets/1"));
        Files.writeString(version.resolve("model.onnx"), "graph");
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [cat]\ninput: {width: 1, height: 1, channels: 3, type: float32, " + input + "}");
        return new ModelRepository(root).find("pets").card().encoding();
    }

    /** What 0 and 255 of the first and the last channel become. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            range: [0, 1], mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] | -2.11790 | 2.24891 | -1.80444 | 2.64000
            range: [0, 255], mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375] | -2.11790 | 2.24891 | -1.80444 | 2.64
            mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]                | -2.11790 | 2.24891 | -1.80444 | 2.64000
            mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375]          | -2.11790 | 2.24891 | -1.80444 | 2.64000
            mean: [123.675, 116.28, 103.53], std: [0.229, 0.224, 0.225]            | -2.11790 | 2.24891 | -1.80444 | 2.64000
            mean: 0.5, std: 0.5                                                    | -1       | 1       | -1       | 1
            std: 127.5                                                             | 0        | 2       | 0        | 2
            range: [-1, 1]                                                         | -1       | 1       | -1       | 1
            range: [0, 1]                                                          | 0        | 1       | 0        | 1
            range: [0, 1], mean: 0, std: 1                                         | 0        | 1       | 0        | 1
            range: [0, 255], mean: [103.939, 116.779, 123.68], std: 1              | -103.939 | 151.061 | -123.68  | 131.32
            range: [-1, 1], mean: 0.5, std: 0.5                                    | -3       | 1       | -3       | 1
            mean: 127.5, scale: 0.00784314                                         | -1       | 1       | -1       | 1
            mean: [103.939, 116.779, 123.68]                                       | -103.939 | 151.061 | -123.68  | 131.32
            """)
    void readsMeanAndDeviationAsTheyArePublished(String input, float low, float high, float lastLow, float lastHigh)
            throws Exception {
        InputEncoding encoding = encoding(input);

        assertThat(encoding.normalization().apply(0, 0)).isCloseTo(low, within(1e-4f));
        assertThat(encoding.normalization().apply(255, 0)).isCloseTo(high, within(1e-4f));
        assertThat(encoding.normalization().apply(0, 2)).isCloseTo(lastLow, within(1e-4f));
        assertThat(encoding.normalization().apply(255, 2)).isCloseTo(lastHigh, within(1e-4f));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mean: 0, std: 1                     | input.std: 1 (line 2): does not tell which pixels it is for. Add the range
            std: [0.2, 1.5, 0.2]                | input.std: 0.2,1.5,0.2 (line 2): does not tell which pixels it is for
            mean: 1, std: 127.5                 | input.mean: 1 (line 2): is for other pixels than std. Add the range
            mean: -1, std: 0.5                  | input.mean: -1 (line 2): is for other pixels than std
            mean: 0.5, std: 0                   | input.std: 0 (line 2): is not positive
            mean: 0.5, std: [0.5, 0.5]          | input.std: 0.5,0.5 (line 2): has 2 numbers for 3 channels
            range: [0, 1], mean: 123.675        | input.mean: 123.675 (line 2): is outside the range 0 to 1. Write range, mean
            range: [1, 0]                       | input.range: 1,0 (line 2): is no range
            range: 255                          | input.range: 255 (line 2): is no range
            mean: 0.5, std: 0.5, scale: 2       | input.scale: 2 (line 2): is given beside std or range
            range: [0, 1], scale: 0.5           | input.scale: 0.5 (line 2): is given beside std or range
            """)
    void refusesWhatCouldBeReadInTwoWays(String input, String saying) {
        assertThatThrownBy(() -> encoding(input)).hasMessageContaining(saying);
    }

    @Test
    void readsTheOrderOfColours() throws Exception {
        assertThat(encoding("channelOrder: BGR").channelOrder()).isEqualTo(ChannelOrder.BGR);
        assertThat(encoding("mean: 1").channelOrder()).isEqualTo(ChannelOrder.RGB);
        assertThatThrownBy(() -> encoding("channelOrder: GRB")).hasMessageContaining("Write one of RGB, BGR.");
    }

    @Test
    void refusesAnOrderOfOneColour() throws Exception {
        Path version = Files.createDirectories(root.resolve("gray/1"));
        Files.writeString(version.resolve("model.onnx"), "graph");
        Files.writeString(
                version.resolve("model.yaml"),
                "labels: [cat]\ninput: {width: 1, height: 1, channels: 1, channelOrder: BGR}");

        assertThatThrownBy(() -> new ModelRepository(root).find("gray"))
                .hasMessageContaining("input.channelOrder: BGR (line 2): is given for one channel");
    }
}
