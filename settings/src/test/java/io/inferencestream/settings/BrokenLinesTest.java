package io.inferencestream.settings;

import static io.inferencestream.settings.Shop.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken line is one problem, whatever else cannot be read because of it. */
final class BrokenLinesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            till:\\n\\tdrawer.pin: 1 | 2 | a tab stands where YAML wants spaces. Indent with spaces.
            name: @corner\\ntill: {drawer.pin: 1} | 1 | a value begins with a character that YAML keeps for itself. Put the value in quotes.
            name: a: b\\ntill: {drawer.pin: 1} | 1 | a colon stands where no key can end. Indent the line like its neighbours, or put a value that holds ': ' in quotes.
            name: a\\n  ledger: b\\ntill: {drawer.pin: 1} | 2 | a colon stands where no key can end. Indent the line like its neighbours, or put a value that holds ': ' in quotes.
            name: a\\nledger:b\\ntill: {drawer.pin: 1} | 2 | no value follows the key. Write KEY: VALUE, with a space after the colon.
            door:\\n  openFor: 1h\\n   lock: {}\\n | 3 | a colon stands where no key can end. Indent the line like its neighbours, or put a value that holds ': ' in quotes.
            door:\\n    openFor: 1h\\n  lock: {}\\ntill: {drawer.pin: 1} | 3 | the line is indented otherwise than those it belongs to. Indent the keys of a section alike.
            prices: - 1\\ntill: {drawer.pin: 1} | 1 | a list begins on the line of its key. Write [a, b], or each item on a line of its own below the key.
            prices: [1, 2\\ntill: {drawer.pin: 1} | 1 | a bracket that opens here is not closed, or a comma is missing in it. Close it, or put a comma between its values.
            till: {drawer.pin: 1\\nname: a | 1 | a bracket that opens here is not closed, or a comma is missing in it. Close it, or put a comma between its values.
            name: "corner\\ntill: {drawer.pin: 1} | 1 | a quote that opens here is not closed. Close the quote.
            ledger: "C:\\\\data"\\ntill: {drawer.pin: 1} | 1 | a backslash in double quotes begins no escape that YAML knows. Use single quotes, in which a backslash is only itself.
            name: *corner\\ntill: {drawer.pin: 1} | 1 | a value begins with *, which is an alias to YAML. Put the value in quotes.
            name: *\\ntill: {drawer.pin: 1} | 1 | a value begins with *, which is an alias to YAML. Put the value in quotes.
            name: !<corner\\ntill: {drawer.pin: 1} | 1 | a value begins with !, which is a tag to YAML. Put the value in quotes.
            name: a\\nledger: \\u0001\\ntill: {drawer.pin: 1} | 2 | a character stands in it that cannot be printed. Take it out, or write it as an escape in double quotes.
            """)
    void saysInASentenceWhatIsNoYaml(String yaml, int line, String sentence) {
        String text = yaml.replace("\\\\", "\u0000")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\u0001", "\u0001")
                .replace("\u0000", "\\");

        assertThat(problems(text)).containsExactly("configuration (line " + line + "): is not YAML: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "just words", "till:drawer.pin"})
    void namesATextThatIsNoMappingAndNothingElse(String yaml) {
        assertThat(problems(yaml))
                .containsExactly("configuration (line 1): is not a mapping of keys to values."
                        + " Write KEY: VALUE on each line, with a space after the colon.");
    }

    /** The required key stands in each of these, where it is not found. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            till: drawer.pin:12              | till: drawer.pin:12 (line 1): is a section, not a value
            till:\\ndrawer.pin: 12           | drawer.pin: 12 (line 2): is not a key. It is a key of Till's
            till:\\ndrawer: {pin: 12}        | drawer (line 2): is not a key
            tll: {drawer.pin: 12}            | tll (line 1): is not a key. Did you mean till?
            shop: {till: {drawer.pin: 12}}   | shop (line 1): is not a key
            door: {till: {drawer.pin: 12}}   | door.till (line 1): is not a key. Did you mean till?
            till: {drawer: {pin: 12}}        | till.drawer (line 1): is nested
            till: {drawer.pin: [[12]]}       | till.drawer.pin[0]: [12] (line 1): is not a plain value
            till: {drawer.pin: '${env:NO}'}  | till.drawer.pin (line 1): ${env:NO} refers to the environment variable NO
            till: {}\\ntill: {drawer.pin: 1} | till (line 2): is given a second time
            name: a\\n---\\ntill: {drawer.pin: 1} | --- (line 3): is a second YAML document
            {{ till }}: {drawer.pin: 1}      | configuration (line 1): has a key that is not plain
            """)
    void doesNotCallMissingWhatStandsInABrokenPlace(String yaml, String problem) {
        assertThat(problems(yaml.replace("\\n", "\n")))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void doesNotCallMissingWhatIsMergedIn() {
        assertThat(problems("door: &a {openFor: 1h}\ntill:\n  <<: *a\n"))
                .containsExactly("till (line 3): merges another mapping into this one, which is not done here."
                        + " Write the keys themselves.");
    }

    @Test
    void doesNotCallMissingWhatAMistypedVariableWasMeantFor() {
        assertThat(problems(Shop.STRICT, "", Map.of("SHOP_TIL_DRAWER_PIN", "1")))
                .singleElement()
                .asString()
                .startsWith("SHOP_TIL_DRAWER_PIN: 1 (environment): is not a variable of this shop. Did you mean");
    }

    @Test
    void stillNamesWhatIsMissingBesideOtherProblems() {
        assertThat(problems("nam: x\ndoor: open\nprices: [0]"))
                .hasSize(4)
                .contains("till.drawer.pin: is missing. Write text, such as 12.");
    }
}
