package io.inferencestream.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.gateway.config.GatewaySettings;
import io.inferencestream.settings.SettingsException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gateway key} makes what the configuration takes, and nothing else. */
final class KeyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"a", "ward-7", "A.b_c-9", "0123"})
    void printsALineThatTheConfigurationTakes(String name) {
        assertThat(run("key", name, "predict", "observe", "--expires", "2099-01-31"))
                .isZero();

        String line = out.toString().lines().skip(1).findFirst().orElseThrow().replaceFirst("apiKeys +", "");
        assertThat(read(line).security().callers().keys()).singleElement().hasToString(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:b",
                "a,b",
                "-a",
                "#a",
                "über",
                "anonymous",
                "nobody",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm"
            })
    void refusesANameThatTheConfigurationRefuses(String name) {
        assertThat(run("key", "--", name, "predict")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("a caller's name is up to 64 letters, digits")
                .contains("Usage: gateway key");
        assertThatThrownBy(() -> read(name + ":predict:" + "0".repeat(64))).isInstanceOf(SettingsException.class);
    }

    @Test
    void refusesOtherMistakesInASentence() {
        assertThat(run("key", "a", "predcit")).isEqualTo(2);
        assertThat(err.toString()).startsWith("A role is predict, observe or operate, not predcit.");

        err.getBuffer().setLength(0);
        assertThat(run("key", "a", "predict", "--expires", "soon")).isEqualTo(2);
        assertThat(err.toString()).startsWith("neither a day nor an instant: soon");
    }

    private static GatewaySettings read(String apiKey) {
        return GatewaySettings.parse(
                "application: a\nsecurity: {apiKeys: ['" + apiKey + "']}\nkafka: {bootstrap.servers: 'b:1'}\n",
                Map.of());
    }

    private int run(String... arguments) {
        return Gateway.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
