package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts are values of which type, and what the message for the others is. */
final class TypesTest {
    private static final Map<String, ValueType<?>> TYPES = Map.ofEntries(
            Map.entry("whole", Quantities.whole(-5, 1_000_000)),
            Map.entry("count", Quantities.count(1, Integer.MAX_VALUE)),
            Map.entry("number", Quantities.number()),
            Map.entry("port", Quantities.portOrOff()),
            Map.entry("bytes", Quantities.bytes(1, 3 << 20)),
            Map.entry("anyBytes", Quantities.bytes(0, Long.MAX_VALUE)),
            Map.entry("duration", Quantities.duration(Duration.ofMillis(100), Duration.ofHours(1))),
            Map.entry("flag", Texts.flag()),
            Map.entry("topic", Texts.topicName()),
            Map.entry("path", Texts.path()),
            Map.entry("http", Texts.httpAddress()),
            Map.entry("brokers", Texts.brokers()),
            Map.entry("day", Texts.choice(DayOfWeek.class, day -> day.name().toLowerCase(Locale.ROOT))));

    private static ValueType<?> type(String name) {
        return Optional.ofNullable(TYPES.get(name)).orElseThrow();
    }

    private static Object read(String type, String text) throws BadValueException {
        return type(type).read(Setting.scalar("line 1", text));
    }

    @Test
    void readsNumbers() throws BadValueException {
        assertThat(read("whole", "1_000")).isEqualTo(1000L);
        assertThat(read("whole", "-5")).isEqualTo(-5L);
        assertThat(read("whole", " +7 ")).isEqualTo(7L);
        assertThat(read("count", "010")).isEqualTo(10);
        assertThat(read("number", ".5e1")).isEqualTo(5.0);
        assertThat(read("number", "-1.")).isEqualTo(-1.0);
        assertThat(read("port", "0")).isEqualTo(OptionalInt.of(0));
        assertThat(read("port", "off")).isEqualTo(OptionalInt.empty());
    }

    @Test
    void readsSizesAndDurations() throws BadValueException {
        assertThat(read("bytes", "17")).isEqualTo(17L);
        assertThat(read("bytes", "17 B")).isEqualTo(17L);
        assertThat(read("bytes", "3MiB")).isEqualTo(3L << 20);
        assertThat(read("anyBytes", "999999999999999999GiB")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("duration", "100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(read("duration", "60 m")).isEqualTo(Duration.ofHours(1));
        assertThat(Quantities.duration(Duration.ZERO, Duration.ofHours(1))
                        .reader()
                        .read("0"))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void readsWords() throws BadValueException {
        assertThat(read("flag", "true")).isEqualTo(true);
        assertThat(read("topic", "images.v2_eu-1")).isEqualTo("images.v2_eu-1");
        assertThat(read("path", "a/b")).isEqualTo(Path.of("a/b"));
        assertThat(read("http", "https://id.example/keys")).isEqualTo(URI.create("https://id.example/keys"));
        assertThat(read("day", "friday")).isEqualTo(DayOfWeek.FRIDAY);
        assertThat(read("brokers", "a:1, b:2")).isEqualTo("a:1, b:2");
        assertThat(read("brokers", "${vault:brokers,all}")).isEqualTo("${vault:brokers,all}");
        assertThat(type("brokers").read(new Setting("", List.of("a:1", "b:2"), true)))
                .isEqualTo("a:1,b:2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            whole    | many       | is not a whole number. Write a whole number from -5 to 1000000.
            whole    | 1.5        | is not a whole number. Write a whole number from -5 to 1000000.
            whole    | -6         | is out of range. Write a whole number from -5 to 1000000.
            whole    | 99999999999999999999 | is out of range. Write a whole number from -5 to 1000000.
            count    | 0          | is out of range. Write a whole number, at least 1.
            number   | .nan       | is not a number. Write a number, such as 0.5.
            number   | 1e999      | is not a number. Write a number, such as 0.5.
            number   | 0x10       | is not a number. Write a number, such as 0.5.
            port     | 65536      | is out of range. Write a whole number from 0 to 65535.
            bytes    | 16MB       | is not a size in bytes. Write a number with B, KiB, MiB or GiB, such as 16MiB.
            bytes    | -1         | is not a size in bytes. Write a number with B, KiB, MiB or GiB, such as 16MiB.
            bytes    | 4MiB       | is out of range. Write a size from 1B to 3MiB.
            duration | 30         | is not a duration. Write a whole number with ms, s, m or h, such as 30s or 500ms.
            duration | 2h         | is out of range. Write a duration from 100ms to 1h.
            flag     | yes        | is neither true nor false. Write true or false.
            topic    | a b        | is not a name that Kafka takes. Write up to 249 letters, digits, dots, hyphens and underscores.
            topic    | ..         | is not a name that Kafka takes. Write up to 249 letters, digits, dots, hyphens and underscores.
            path     | ''         | is empty. Write a path.
            http     | id.example | is not an HTTP address. Write an address that begins with http:// or https://.
            http     | ftp://a/b  | is not an HTTP address. Write an address that begins with http:// or https://.
            brokers  | a          | is not a list of HOST:PORT with commas. Write HOST:PORT, several with commas.
            brokers  | a:1;b:2    | is not a list of HOST:PORT with commas. Write HOST:PORT, several with commas.
            day      | Friday     | is none of the choices. Write one of monday, tuesday, wednesday, thursday, friday, saturday, sunday.
            """)
    void saysWhatIsWrongAndWhatToWrite(String type, String text, String message) {
        BadValueException e = catchThrowableOfType(BadValueException.class, () -> read(type, text));

        assertThat(e.wrong() + ". " + e.remedy()).isEqualTo(message);
    }
}
