package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a program declares its keys, and what it gets. */
final class ConfigurationTest {
    private static final String LEAST = "till: {drawer.pin: 12}\n";

    @Test
    void readsWhatIsSaid() {
        Shop shop = Shop.read("""
                name: baker
                ledger: /srv/ledger
                door:
                  openFor: 90m
                  lock: {keys: 3, password: 007}
                prices: [5, 7]
                note: back soon
                till: {drawer.pin: 0815, paper.width: [58, 80], plug.in: x}
                """);

        assertThat(shop)
                .isEqualTo(new Shop(
                        "baker",
                        Path.of("/srv/ledger"),
                        new Shop.Door(Duration.ofMinutes(90), new Shop.Lock(3, "007")),
                        List.of(5, 7),
                        Optional.of("back soon"),
                        Map.of("drawer.pin", "0815", "paper.width", "58,80", "plug.in", "x")));
    }

    @Test
    void readsTheDefaultWhereNothingIsSaid() {
        Shop shop = Shop.read(LEAST);

        assertThat(shop.name()).isEqualTo("corner");
        assertThat(shop.door()).isEqualTo(new Shop.Door(Duration.ofHours(8), new Shop.Lock(2, "")));
        assertThat(shop.prices()).isEmpty();
        assertThat(shop.note()).isEmpty();
    }

    @Test
    void takesAnEmptyKeyAndAnEmptySectionForUnsaid() {
        assertThat(Shop.read(LEAST + "name:\ndoor:\n  lock:\n    keys: ~\n")).isEqualTo(Shop.read(LEAST));
    }

    @Test
    void findsADefaultOutThatDependsOnOtherKeys() {
        assertThat(Shop.read(LEAST + "name: baker").ledger()).isEqualTo(Path.of("/var/baker"));
        assertThat(Shop.read(LEAST + "ledger: ''").ledger()).isEqualTo(Path.of("/var/corner"));
    }

    @Test
    void takesAListAsOneTextWithCommas() {
        assertThat(Shop.read(LEAST + "prices: 5, 7,\n").prices()).containsExactly(5, 7);
    }

    @Test
    void knowsTheKeysThatAreRead() {
        assertThat(Shop.CONFIGURATION.keys())
                .extracting(Key::path)
                .containsExactly(
                        "name",
                        "ledger",
                        "door.openFor",
                        "door.lock.keys",
                        "door.lock.password",
                        "prices",
                        "note",
                        "till.drawer.pin");
    }

    @Test
    void refusesADefaultThatItsOwnTypeCannotRead() {
        Configuration<Integer> wrong = new Configuration<>(
                Program.ofFile("card"), keys -> keys.value("size", Quantities.count(1, 9), "ten", "Wrong."));

        assertThatThrownBy(wrong::reference)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the default of size must be readable: ten");
    }

    @Test
    void readsNamesThatTheFileChoosesInItsOrder() {
        Configuration<Map<String, Double>> figures = new Configuration<>(
                Program.ofFile("card"), keys -> keys.entries("figures", Quantities.number(), "Measured."));

        Map<String, Double> read = figures.read("figures: {zeta: 1, 'al pha': 2.5e-1, none: ~}", Map.of());

        assertThat(read).containsExactly(Map.entry("zeta", 1.0), Map.entry("al pha", 0.25));
        assertThatThrownBy(() -> figures.read("figures: {a: high}", Map.of()))
                .hasMessageContaining("figures.a: high (line 1): is not a number. Write a number, such as 0.5.");
    }

    @Test
    void takesTextsAsTheyAreWhereAFileAloneCounts() {
        Configuration<String> card =
                new Configuration<>(Program.ofFile("card"), keys -> keys.value("note", Texts.text(), "", "A note."));

        assertThat(card.read("note: costs ${env:HOME}", Map.of("HOME", "/root", "note", "x")))
                .isEqualTo("costs ${env:HOME}");
    }

    @Test
    void readsAFileInUtf8(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), "name: Bäcker\n" + LEAST);

        assertThat(Shop.read(Configuration.text(file)).name()).isEqualTo("Bäcker");
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path folder) {
        Path missing = folder.resolve("shop.yaml");

        SettingsException e = catchThrowableOfType(SettingsException.class, () -> Configuration.text(missing));

        assertThat(e).hasMessageContaining(missing + ": the configuration file cannot be read: there is no such file");
    }

    @Test
    void takesOneValueOrASectionWhereAKeySaysSo() {
        Configuration<String> shutter = new Configuration<>(
                Program.ofFile("shop"),
                keys -> keys.valueOrSection(
                        "shutter",
                        Texts.text(),
                        "down",
                        "One word.",
                        more -> more.value("color", Texts.text(), "red", "")));

        assertThat(shutter.read("", Map.of())).isEqualTo("down");
        assertThat(shutter.read("shutter: up", Map.of())).isEqualTo("up");
        assertThat(shutter.read("shutter: {color: blue}", Map.of())).isEqualTo("blue");
        assertThat(shutter.keys()).extracting(Key::path).containsExactly("shutter", "shutter.color");
        assertThatThrownBy(() -> shutter.read("shutter: {colour: blue}", Map.of()))
                .hasMessageContaining("shutter.colour: blue (line 1): is not a key. Did you mean shutter.color?");
    }
}
