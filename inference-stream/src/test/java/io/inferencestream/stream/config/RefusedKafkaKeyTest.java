package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferencestream.kit.properties.KafkaNames;
import io.inferencestream.kit.properties.RefusedKafkaKey;
import io.inferencestream.settings.Problem;
import io.inferencestream.settings.SettingsException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedKafkaKeyTest {

    static Stream<String> keysRefusedWhateverTheySay() {
        return RefusedKafkaKey.ALL.stream()
                .filter(refused -> refused.values().isEmpty())
                .map(refused -> refused.name().replace("*", "anything"));
    }

    @ParameterizedTest
    @MethodSource("keysRefusedWhateverTheySay")
    void isRefusedByNameUnderEveryPrefix(String key) {
        for (String prefix :
                Stream.concat(Stream.of(""), KafkaNames.PREFIXES.stream()).toList()) {
            SettingsException e = refused(prefix + key, "1");

            assertThat(e.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo("kafka." + prefix + key);
                assertThat(problem.wrong()).startsWith("is not passed through: ");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("keysRefusedWhateverTheySay")
    void isAKeyThatKafkaHas(String key) {
        assertThat(KafkaNames.ALL.contains(key) || key.matches("(internal\\.|__)anything"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "producer.acks, 0",
        "retries, 0",
        "max.in.flight.requests.per.connection, 6",
        "producer.max.in.flight.requests.per.connection, 50"
    })
    void isRefusedForTheValuesThatBreakAPromise(String key, String value) {
        assertThat(refused(key, value).problems())
                .singleElement()
                .extracting(Problem::wrong)
                .asString()
                .startsWith("is not passed through: ");
    }

    @Test
    void saysWhyAndWhatToDo() {
        assertThat(refused("consumer.isolation.level", "read_uncommitted"))
                .hasMessage("The configuration has a problem:\n"
                        + "  - kafka.consumer.isolation.level: read_uncommitted (line 3):"
                        + " is not passed through: what a producer took back is no image: committed records are read."
                        + " Leave it out.");
    }

    @ParameterizedTest
    @CsvSource({
        "acks, all",
        "acks, -1",
        "retries, 10",
        "max.in.flight.requests.per.connection, 5",
        "auto.offset.reset, latest",
        "group.protocol, streams",
        "consumer.session.timeout.ms, 10000",
        "metric.reporters, ''",
        "interceptor.classes, ''",
        "my.plugin.key, x",
        "metadata.max.age.ms, ${vault:age}"
    })
    void letsOtherKeysPass(String key, String value) {
        assertThatCode(() -> parse(key, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    poll.ms                     | soon | is refused by Kafka: Not a number of type LONG
                    main.consumer.max.poll.records | 0 | is refused by Kafka: Value must be at least 1
                    producer.compression.type   | rar  | is refused by Kafka: String must be one of: none, gzip, snappy, lz4, zstd
                    ssl.engine.factory.class    | no.Such | is refused by Kafka
                    group.protocol              | consumer | is refused by Kafka
                    commit.interval.ms | ${vault:interval} | is refused by Kafka: Not a number of type LONG
                    commit.interval.ms          | 10000 | is not below transaction.timeout.ms, 10000
                    """)
    void namesWhatKafkaWouldRefuseLater(String key, String value, String wrong) {
        assertThat(refused(key, value).problems())
                .singleElement()
                .extracting(Problem::wrong)
                .asString()
                .startsWith(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "broker:", "broker:port", "a:1,b", "a:1;b:2"})
    void refusesBrokersWithoutAPort(String brokers) {
        SettingsException e = catchThrowableOfType(
                SettingsException.class,
                () -> StreamSettings.parse("kafka: {bootstrap.servers: \"" + brokers + "\"}", Map.of()));

        assertThat(e.problems())
                .singleElement()
                .extracting(Problem::wrong)
                .isEqualTo("is not a list of HOST:PORT with commas");
    }

    private static SettingsException refused(String key, String value) {
        return catchThrowableOfType(SettingsException.class, () -> parse(key, value));
    }

    private static StreamSettings parse(String key, String value) {
        return StreamSettings.parse("kafka:\n  bootstrap.servers: b:1\n  " + key + ": '" + value + "'\n", Map.of());
    }
}
