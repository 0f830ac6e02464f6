package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsProblemsTest {
    private static final String LEAST = "kafka: {bootstrap.servers: broker:9092}\n";

    @Test
    void namesEveryProblemAtOnceWithItsKeyValueLineAndRemedy() {
        SettingsException e = refused("""
                delivery: sometimes
                limits:
                  imageBytes: 16MB
                  predictTimeout: 30
                input: {topc: images}
                """);

        assertThat(e).hasMessage("""
                The configuration has 5 problems:
                  - input.topc: images (line 5): is not a key. Did you mean input.topic?
                  - delivery: sometimes (line 1): is none of the choices. Choose one of exactly-once, at-least-once.
                  - limits.imageBytes: 16MB (line 3): is not a size in bytes. Write a number with B, KiB, MiB or GiB, \
                such as 16MiB.
                  - limits.predictTimeout: 30 (line 4): is not a duration. Write a whole number with ms, s, m or h, \
                such as 30s or 500ms.
                  - kafka.bootstrap.servers: is missing. Name a broker or several, such as 127.0.0.1:9092.""");
        assertThat(e.problems()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aplication: x            | Did you mean application?
                    inputs: {topic: x}       | Did you mean input?
                    limits: {pixels: 1}      | Did you mean limits.imagePixels?
                    limits: {linger: 1ms}    | Did you mean batch.linger?
                    input.topic: x           | Nest it: input: {topic: ...}.
                    bootstrap.servers: x     | It is a key of Kafka's: put it under kafka.
                    producer.linger.ms: 1    | It is a key of Kafka's: put it under kafka.
                    startup: {qqqqqqqqqqqq: 1} | Known here: maxWait.
                    """)
    void saysWhatAnUnknownKeyShouldBe(String yaml, String remedy) {
        assertThat(refused(LEAST + yaml).problems())
                .singleElement()
                .extracting(Problem::remedy)
                .isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application: "a b"             | application: a b (line 2): is not a name that Kafka takes
                    application: [a, b]            | application: a,b (line 2): is a list where one value is wanted
                    application: {a: b}            | application: {a} (line 2): is a section where a value is wanted
                    input: images                  | input: images (line 2): is a section, not a value
                    input: {format: json}          | input.format: json (line 2): is none of the choices
                    models: {device: tpu}          | models.device: tpu (line 2): is not a device
                    models: {engine: "A B"}        | models.engine: A B (line 2): is not the name of an engine
                    models: {serve: [a/b/c]}       | models.serve: a/b/c (line 2): does not name a model
                    models: {serve: [../x]}        | models.serve: ../x (line 2): does not name a model
                    models: {serve: [{a: b}]}      | models.serve: {a} (line 2): holds an item that is not a plain value
                    models: {predictors: many}     | models.predictors: many (line 2): is not a whole number
                    models: {predictors: 1.5}      | models.predictors: 1.5 (line 2): is not a whole number
                    models: {predictors: -1}       | models.predictors: -1 (line 2): is out of range
                    threads: {decode: 99999999999} | threads.decode: 99999999999 (line 2): is out of range
                    threads: {decode: 99999999999999999999} | threads.decode: 99999999999999999999 (line 2): is out of range
                    limits: {imageBytes: 0}        | limits.imageBytes: 0 (line 2): is out of range
                    limits: {imageBytes: 9999GiB}  | limits.imageBytes: 9999GiB (line 2): is out of range
                    batch: {linger: 2h}            | batch.linger: 2h (line 2): is out of range
                    reject: [images@5]             | reject: images@5 (line 2): does not name a record
                    reject: [other-0@5]            | reject: other-0@5 (line 2): names a record of another topic than the input, images
                    output: {predictions: images}  | output.predictions: images (line 2): is the topic of input.topic too
                    output: {models: predictions}  | output.models: predictions (line 2): is the topic of output.predictions too
                    input: &a {topic: *a}          | input.topic (line 2): is a YAML alias
                    batch: {linger: 1ms, linger: 2ms} | batch.linger (line 2): is given a second time, after line 2
                    kafka: {acks: all}             | kafka (line 2): is given a second time, after line 1
                    """)
    void namesWhatIsWrongWithAValue(String yaml, String problem) {
        assertThat(refused(LEAST + yaml).problems())
                .first()
                .extracting(Problem::toString)
                .asString()
                .startsWith(problem + ". ");
    }

    @Test
    void refusesNestedKafkaKeysAndShowsTheDottedForm() {
        SettingsException e = refused("kafka:\n  bootstrap:\n    servers: broker:9092\n");

        assertThat(e.problems().get(0))
                .hasToString("kafka.bootstrap (line 3): is nested, and kafka's own keys are not."
                        + " Write it on one line with dots, such as bootstrap.servers: broker:9092.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "just words", "a: \"b", "a: [1", "\tapplication: x", "a: 1\n b: 2"})
    void refusesWhatIsNotAYamlMapping(String yaml) {
        assertThat(refused(yaml).getMessage())
                .containsPattern("configuration \\(line \\d\\): is not (YAML: .+|a mapping of keys to values)\\.");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(refused(LEAST + "---\napplication: x\n").getMessage()).contains("is a second YAML document");
    }

    @Test
    void saysThatTheFileIsMissing() {
        SettingsException e = catchThrowableOfType(
                SettingsException.class, () -> StreamSettings.load(Path.of("no-such.yaml"), Map.of()));

        assertThat(e)
                .hasMessageContaining("no-such.yaml: the configuration file cannot be read: there is no such file");
    }

    @Test
    void showsNoSecretInAProblem() {
        String nested = "kafka: {bootstrap.servers: 'b:1', sasl: {jaas: {config: open-sesame}}}";
        assertThat(refused(nested)).hasMessageContaining("such as sasl.jaas.config: ***.");

        Problem problem = new Problem("kafka.ssl.key.password", "open-sesame", "line 1", "is wrong", "Mend it.");

        assertThat(problem.toString()).doesNotContain("open-sesame");
        assertThat(List.of(problem).toString()).doesNotContain("open-sesame");
    }

    private static SettingsException refused(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> StreamSettings.parse(yaml, Map.of()));
    }
}
