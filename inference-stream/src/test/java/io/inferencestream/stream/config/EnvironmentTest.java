package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.settings.Configuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
    void hasAVariableForEveryKey() {
        Configuration<StreamSettings> configuration = StreamKeys.in(Map.of("HOSTNAME", "host"));
        Map<String, String> environment = new HashMap<>();
        configuration.keys().forEach(key -> environment.put(configuration.variable(key), key.byDefault()));

        assertThat(configuration.read("", environment))
                .isEqualTo(configuration.read("kafka: {bootstrap.servers: '127.0.0.1:9092'}", Map.of()));
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
    void leavesTheVariablesOfTheLauncherAlone() {
        for (String variable : List.of("CONFIG", "HOME", "OPTS")) {
            assertThat(StreamSettings.parse(YAML, Map.of("INFERENCE_STREAM_" + variable, "x"))
                            .kafka())
                    .isEqualTo(Map.of("bootstrap.servers", "file:1"));
        }
    }
}
