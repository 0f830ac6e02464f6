package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows from the declarations: the reference, the documentation's table, and what is in effect. */
final class DescriptionsTest {

    @Test
    void writesAReferenceWithEveryKeyItsMeaningAndItsForm() {
        assertThat(Shop.CONFIGURATION.reference()).isEqualTo("""
                # What is written above the door. [text]
                name: corner

                # Where it writes. Empty: below /var. [a path]
                ledger: ''

                door:
                  # How long it is open a day. Those who come later find it shut, whoever they are and however they knock. [a duration
                  # from 0 to 24h]
                  openFor: 8h
                  lock:
                    # How many there are. [a whole number from 0 to 9]
                    keys: 2
                    # For those who lost theirs. [text]
                    password: ''

                # What things cost. [a list, each a whole number from 1 to 99]
                prices: []

                # On the door. Empty: none. [text]
                note: ''

                # The till's own keys, in one line each.
                till:
                  # Opens the drawer. [text]
                  drawer.pin: 12
                """);
    }

    @Test
    void readsTheReferenceAsTheDefaults() {
        assertThat(Shop.read(Shop.CONFIGURATION.reference())).isEqualTo(Shop.read("till: {drawer.pin: 12}"));
    }

    @Test
    void writesATableForTheDocumentation() {
        assertThat(Shop.CONFIGURATION.table())
                .startsWith("""
                | Key | Value | Default | Meaning |
                |---|---|---|---|
                | `name` | text | `corner` | What is written above the door. |
                | `ledger` | a path |  | Where it writes. Empty: below /var. |
                """)
                .endsWith("| `till.drawer.pin` | text | must be given, such as `12` | Opens the drawer. |\n");
    }

    @Test
    void keepsTheTableWholeWhateverAMeaningSays() {
        Configuration<String> odd = new Configuration<>(
                Program.ofFile("card"), keys -> keys.value("a", Texts.text(), "", "Either <this> | or that."));

        assertThat(odd.table()).endsWith("| `a` | text |  | Either &lt;this> \\| or that. |\n");
    }

    @Test
    void showsWhatIsInEffectSoThatItCanBeReadAgain() {
        String yaml = """
                name: 'a: #b'
                prices: [5, 7]
                note: "null"
                till: {drawer.pin: 007, x: 'yes', y: ''}
                """;

        String inEffect = Shop.CONFIGURATION.inEffect(yaml, Map.of("SHOP_DOOR_LOCK_KEYS", "9"));

        assertThat(inEffect).contains("name: 'a: #b'\nledger: '/var/a: #b'\n", "    keys: 9\n", "prices: [5, 7]\n");
        assertThat(Shop.read(inEffect)).isEqualTo(Shop.CONFIGURATION.read(yaml, Map.of("SHOP_DOOR_LOCK_KEYS", "9")));
    }

    @Test
    void showsNoSecretInEffect() {
        String yaml = """
                door: {lock: {password: open-sesame}}
                till:
                  drawer.pin: https://user:open-sesame@till
                  a.jaas.config: open-sesame
                  b.user.info: open-sesame
                  c.auth.token: open-sesame
                  c.auth.token.location: shown
                """;

        assertThat(Shop.CONFIGURATION.inEffect(yaml, Map.of()))
                .doesNotContain("open-sesame")
                .contains("password: '***'", "https://***@till");
    }
}
