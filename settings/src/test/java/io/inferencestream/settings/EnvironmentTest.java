package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How variables and placeholders get into a configuration. */
final class EnvironmentTest {
    private static final String YAML = "name: file\ntill: {drawer.pin: 1, paper.width: 58}\n";

    private static Shop read(Map<String, String> environment) {
        return Shop.CONFIGURATION.read(YAML, environment);
    }

    @Test
    void overridesTheFile() {
        Shop shop = read(Map.of(
                "SHOP_NAME", "environment",
                "SHOP_DOOR_OPEN_FOR", "1h",
                "SHOP_PRICES", "3, 4",
                "SHOP_TILL_DRAWER_PIN", "2",
                "SHOP_TILL_PAPER_WIDTH", "80",
                "PATH", "/bin"));

        assertThat(shop.name()).isEqualTo("environment");
        assertThat(shop.door().openFor()).isEqualTo(Duration.ofHours(1));
        assertThat(shop.prices()).containsExactly(3, 4);
        assertThat(shop.till()).isEqualTo(Map.of("drawer.pin", "2", "paper.width", "80"));
    }

    @Test
    void hasAVariableForEveryKey() {
        Map<String, String> environment = new HashMap<>();
        Shop.CONFIGURATION.keys().forEach(key -> environment.put(Shop.CONFIGURATION.variable(key), key.byDefault()));

        assertThat(environment).containsKeys("SHOP_DOOR_LOCK_KEYS", "SHOP_TILL_DRAWER_PIN");
        assertThat(Shop.CONFIGURATION.read("", environment)).isEqualTo(Shop.read("till: {drawer.pin: 12}"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHOP_TILL_CASH_BOX_SIZE, cash_box.size",
        "SHOP_TILL_LEFT_CASH_BOX_SIZE, left.cash_box.size",
        "SHOP_TILL_MY_PLUG_IN, my.plug.in",
        "SHOP_TILL_lower_case, lower.case"
    })
    void spellsSomebodyElsesKeysAsTheyDo(String variable, String key) {
        assertThat(read(Map.of(variable, "x")).till()).containsEntry(key, "x");
    }

    @Test
    void refusesAnUnknownVariableAndNamesTheNearest() {
        assertThat(Shop.problems(Shop.CONFIGURATION, YAML, Map.of("SHOP_PRIZES", "1", "SHOP_QQQQQQQQQQ", "2")))
                .containsExactly(
                        "SHOP_PRIZES: 1 (environment): is not a variable of this shop. Did you mean SHOP_PRICES?",
                        "SHOP_QQQQQQQQQQ: *** (environment): is not a variable of this shop. Unset it, or use one of:"
                                + " SHOP_DOOR_LOCK_KEYS, SHOP_DOOR_LOCK_PASSWORD, SHOP_DOOR_OPEN_FOR, SHOP_LEDGER,"
                                + " SHOP_NAME, SHOP_NOTE, SHOP_PRICES, SHOP_TILL_..., SHOP_TILL_DRAWER_PIN,"
                                + " SHOP_TILL_PAPER_WIDTH.");
    }

    @Test
    void namesTheVariableOfABadValue() {
        assertThat(Shop.problems(Shop.CONFIGURATION, YAML, Map.of("SHOP_DOOR_LOCK_KEYS", "ten")))
                .containsExactly("door.lock.keys: ten (environment variable SHOP_DOOR_LOCK_KEYS):"
                        + " is not a whole number. Write a whole number from 0 to 9.");
    }

    @ParameterizedTest
    @CsvSource({
        "SHOP_SERVICE_HOST, 10.0.0.1",
        "SHOP_SERVICE_PORT, 8080",
        "SHOP_SERVICE_PORT_HTTP, 8080",
        "SHOP_PORT, tcp://10.0.0.1:8080",
        "SHOP_PORT_8080_TCP, tcp://10.0.0.1:8080",
        "SHOP_PORT_8080_TCP_ADDR, 10.0.0.1",
        "SHOP_TILL_SERVICE_HOST, 10.0.0.1",
        "SHOP_OPTS, -Xmx1g"
    })
    void leavesTheVariablesOfKubernetesAndOfTheLauncherAlone(String variable, String value) {
        assertThat(read(Map.of(variable, value))).isEqualTo(read(Map.of()));
    }

    @Test
    void putsInFilesAndVariables(@TempDir Path folder) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "pa$$\\word\n");

        Shop shop = Shop.CONFIGURATION.read(
                """
                name: ${env:NAME}-${env:NAME}
                door: {lock: {password: "${file:%s}"}}
                till: {drawer.pin: "${vault:secret/path:key}", left.x: ["${env:NAME}", b]}
                """.formatted(password), Map.of("NAME", "north", "SHOP_NOTE", "by ${env:NAME}"));

        assertThat(shop.name()).isEqualTo("north-north");
        assertThat(shop.door().lock().password()).isEqualTo("pa$$\\word");
        assertThat(shop.note()).contains("by north");
        assertThat(shop.till()).isEqualTo(Map.of("drawer.pin", "${vault:secret/path:key}", "left.x", "north,b"));
    }

    @Test
    void refusesAPlaceholderForNothingAndShowsIt() {
        String yaml = """
                name: ${env:MISSING}
                door: {lock: {password: "${file:/no/such/file}"}}
                till: {drawer.pin: 1}
                """;

        assertThat(Shop.problems(yaml))
                .containsExactly(
                        "name (line 1): ${env:MISSING} refers to the environment variable MISSING, which is not set."
                                + " Set the variable, or mend its name.",
                        "door.lock.password (line 2): ${file:/no/such/file} refers to a file that cannot be read:"
                                + " there is no such file. Mount the file, or mend the path.");
    }

    @Test
    void doesNotLookAgainAtWhatItPutIn() {
        Map<String, String> environment = Map.of("A", "${env:B}", "B", "b", "SHOP_NAME", "${env:A}");

        assertThat(read(environment).name()).isEqualTo("${env:B}");
    }
}
