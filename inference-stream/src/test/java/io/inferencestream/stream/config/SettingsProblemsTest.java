package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                  - delivery: sometimes (line 1): is none of the choices. Write one of exactly-once, at-least-once.
                  - limits.imageBytes: 16MB (line 3): is not a size in bytes. Write a number with B, KiB, MiB or GiB, \
                such as 16MiB.
                  - limits.predictTimeout: 30 (line 4): is not a duration. Write a whole number with ms, s, m or h, \
                such as 30s or 500ms.
                  - kafka.bootstrap.servers: is missing. Write HOST:PORT, several with commas, such as\
                 127.0.0.1:9092.""");
        assertThat(e.problems()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limits: {pixels: 1}                      | Did you mean limits.imagePixels?
                    limits: {linger: 1ms}                    | Did you mean batch.linger?
                    bootstrap.servers: x                     | It is a key of Kafka's: put it under kafka.
                    producer.linger.ms: 1                    | It is a key of Kafka's: put it under kafka.
                    basic.auth.user.info: a:b                | It is a key of the schema registry's: put it under registry.
                    registry: {schema.registry.uri: http://x} | Did you mean registry.schema.registry.url?
                    registry: {basic.auth.credential.source: URL} | Did you mean registry.basic.auth.credentials.source?
                    """)
    void saysWhatAnUnknownKeyShouldBe(String yaml, String remedy) {
        assertThat(refused(LEAST + yaml).problems())
                .singleElement()
                .extracting(Problem::remedy)
                .isEqualTo(remedy);
    }

    @Test
    void refusesAnUnknownKeyOfTheRegistryFromTheEnvironmentToo() {
        SettingsException e = catchThrowableOfType(
                SettingsException.class,
                () -> StreamSettings.parse(LEAST, Map.of("INFERENCE_STREAM_REGISTRY_HTTP_READ_TIMEOUT", "5")));

        assertThat(e.problems())
                .singleElement()
                .hasToString("registry.http.read.timeout: 5 (environment variable"
                        + " INFERENCE_STREAM_REGISTRY_HTTP_READ_TIMEOUT): is not a key."
                        + " Did you mean registry.http.read.timeout.ms?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application: "a b"             | application: a b (line 2): is not a name that Kafka takes
                    input: {format: json}          | input.format: json (line 2): is none of the choices
                    models: {device: tpu}          | models.device: tpu (line 2): is not a device
                    models: {engine: "A B"}        | models.engine: A B (line 2): is not the name of an engine
                    models: {serve: [a/b/c]}       | models.serve: a/b/c (line 2): does not name a model
                    models: {serve: [../x]}        | models.serve: ../x (line 2): does not name a model
                    models: {predictors: -1}       | models.predictors: -1 (line 2): is out of range
                    limits: {imageBytes: 0}        | limits.imageBytes: 0 (line 2): is out of range
                    limits: {imageBytes: 9999GiB}  | limits.imageBytes: 9999GiB (line 2): is out of range
                    batch: {linger: 2h}            | batch.linger: 2h (line 2): is out of range
                    reject: [images@5]             | reject: images@5 (line 2): does not name a record
                    reject: [other-0@5]            | reject: other-0@5 (line 2): names other-0@5, a record of another topic than the input, images
                    output: {predictions: images}  | output.predictions: images (line 2): is the topic of input.topic too
                    output: {models: predictions}  | output.models: predictions (line 2): is the topic of output.predictions too
                    """)
    void namesWhatIsWrongWithAValue(String yaml, String problem) {
        assertThat(refused(LEAST + yaml).problems())
                .first()
                .extracting(Problem::toString)
                .asString()
                .startsWith(problem + ". ");
    }

    private static SettingsException refused(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> StreamSettings.parse(yaml, Map.of()));
    }
}
