package io.inferencestream.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** Logs as the programs' own configurations write them. */
final class LogLinesTest {
    private static final Pattern PATTERN = Pattern.compile("<pattern>(.*)</pattern>");

    @ParameterizedTest
    @ValueSource(
            strings = {"/io/inferencestream/gateway/app/logback.xml", "/io/inferencestream/stream/cli/logback.xml"})
    void writeOneLineWhateverOthersHaveWritten(String configuration) throws Exception {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern(configuration));
        layout.start();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("io.inferencestream"), Level.WARN, "An outcome\r\ncannot be read", null, null);
        event.setKeyValuePairs(
                List.of(new KeyValuePair("detail", "no schema\n2026-01-01 INFO audit forged\u2028line")));

        String line = layout.doLayout(event);

        assertThat(line.stripTrailing().lines()).hasSize(1);
        assertThat(line)
                .contains("An outcome cannot be read detail=\"no schema 2026-01-01 INFO audit forged line\"")
                .matches("(?s)\\d{4}-\\d\\d-\\d\\dT.*([+-]\\d\\d:\\d\\d|Z) WARN .*");
    }

    private static String pattern(String configuration) throws Exception {
        try (InputStream file = LogLinesTest.class.getResourceAsStream(configuration)) {
            Matcher pattern = PATTERN.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(pattern.find()).isTrue();
            return pattern.group(1);
        }
    }
}
