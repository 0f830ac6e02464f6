package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    private static final String YAML = """
            input: {topic: from-file}
            kafka: {bootstrap.servers: "file:1"}
            """;

    @Test
    void overridesTheFile() {
        StreamSettings settings = StreamSettings.parse(
                YAML,
                Map.of(
                        "INFERENCE_STREAM_INPUT_TOPIC", "from-environment",
                        "INFERENCE_STREAM_LIMITS_IN_FLIGHT_RECORDS", "7",
                        "INFERENCE_STREAM_MODELS_SERVE", "a/1, b",
                        "INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS", "env:1",
                        "INFERENCE_STREAM_REGISTRY_SCHEMA_REGISTRY_URL", "http://env:8081",
                        "PATH", "/bin"));

        assertThat(settings.input().topic()).isEqualTo("from-environment");
        assertThat(settings.limits().inFlightRecords()).isEqualTo(7);
        assertThat(settings.models().serve()).containsExactly(ModelRef.parse("a/1"), ModelRef.parse("b"));
        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "env:1"));
        assertThat(settings.registry()).isEqualTo(Map.of("schema.registry.url", "http://env:8081"));
    }

    @Test
    void givesEveryKeyOfOursAVariable() {
        Map<String, String> environment = new HashMap<>();
        Keys.ALL.forEach(key -> environment.put(Keys.KNOWN.variable(key), key.defaultText()));

        assertThat(StreamSettings.parse(YAML, environment))
                .isEqualTo(StreamSettings.parse("kafka: {bootstrap.servers: \"file:1\"}", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "INFERENCE_STREAM_KAFKA_MAIN_CONSUMER_MAX_POLL_RECORDS, main.consumer.max.poll.records",
        "INFERENCE_STREAM_KAFKA_RACK_AWARE_ASSIGNMENT_NON_OVERLAP_COST, rack.aware.assignment.non_overlap_cost",
        "INFERENCE_STREAM_KAFKA_MY_REPORTER_PORT, my.reporter.port"
    })
    void spellsKafkasKeysAsKafkaDoes(String variable, String key) {
        assertThat(StreamSettings.parse(YAML, Map.of(variable, "1")).kafka()).containsEntry(key, "1");
    }

    @Test
    void refusesAnUnknownVariableAndNamesTheNearest() {
        SettingsException e = refused(Map.of("INFERENCE_STREAM_INPUT_TOPICS", "x"));

        assertThat(e.problems())
                .singleElement()
                .hasToString("INFERENCE_STREAM_INPUT_TOPICS: x (environment): is not a variable of this stream."
                        + " Did you mean INFERENCE_STREAM_INPUT_TOPIC?");
    }

    @Test
    void namesTheVariableOfABadValue() {
        SettingsException e = refused(Map.of("INFERENCE_STREAM_BATCH_MAX_SIZE", "big"));

        assertThat(e.problems())
                .singleElement()
                .hasToString("batch.maxSize: big (environment variable INFERENCE_STREAM_BATCH_MAX_SIZE):"
                        + " is not a whole number. Write a whole number from 0 to 65536.");
    }

    @ParameterizedTest
    @CsvSource({
        "INFERENCE_STREAM_SERVICE_HOST, 10.0.0.1",
        "INFERENCE_STREAM_SERVICE_PORT, 8080",
        "INFERENCE_STREAM_SERVICE_PORT_HTTP, 8080",
        "INFERENCE_STREAM_PORT, tcp://10.0.0.1:8080",
        "INFERENCE_STREAM_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "INFERENCE_STREAM_PORT_8080_TCP_ADDR, 10.0.0.1",
        "INFERENCE_STREAM_KAFKA_SERVICE_HOST, 10.0.0.1",
        "INFERENCE_STREAM_OPTS, -Xmx1g"
    })
    void leavesTheVariablesOfKubernetesAndOfTheLauncherAlone(String variable, String value) {
        assertThat(StreamSettings.parse(YAML, Map.of(variable, value)).kafka())
                .isEqualTo(Map.of("bootstrap.servers", "file:1"));
    }

    @Test
    void putsInFilesAndVariables(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "pa$$\\word\n");

        StreamSettings settings = StreamSettings.parse(
                """
                instance: ${env:NAME}-${env:NAME}
                models: {serve: ["${env:NAME}/1"]}
                kafka:
                  bootstrap.servers: b:1
                  ssl.key.password: ${file:%s}
                  some.thing: ${vault:secret/path:key}
                """.formatted(password), Map.of("NAME", "north", "INFERENCE_STREAM_MODELS_DEFAULT", "${env:NAME}"));

        assertThat(settings.instance()).isEqualTo("north-north");
        assertThat(settings.models().serve()).isEqualTo(List.of(ModelRef.parse("north/1")));
        assertThat(settings.models().defaultModel()).contains(ModelRef.parse("north"));
        assertThat(settings.kafka())
                .containsEntry("ssl.key.password", "pa$$\\word")
                .containsEntry("some.thing", "${vault:secret/path:key}");
    }

    @Test
    void refusesAPlaceholderForNothing() {
        SettingsException e = catchThrowableOfType(SettingsException.class, () -> StreamSettings.parse("""
                        application: ${env:MISSING}
                        kafka:
                          bootstrap.servers: b:1
                          ssl.key.password: ${file:/no/such/file}
                        """, Map.of()));

        assertThat(e.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "application (line 1): ${env:MISSING} refers to the environment variable MISSING,"
                                + " which is not set. Set the variable, or mend its name.",
                        "kafka.ssl.key.password (line 4): ${file:/no/such/file} refers to a file that cannot be read:"
                                + " there is no such file. Mount the file, or mend the path.");
    }

    private static SettingsException refused(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> StreamSettings.parse(YAML, environment));
    }
}
