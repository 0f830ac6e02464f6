package io.inferencestream.settings;

import static io.inferencestream.settings.Shop.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about what is wrong. */
final class ProblemsTest {
    private static final String LEAST = "till: {drawer.pin: 12}\n";

    @Test
    void namesEveryProblemAtOnceWithItsKeyValueLineAndRemedy() {
        String yaml = """
                door:
                  opnFor: 9h
                  lock: {keys: many}
                prices: [1, 2, 3, 4]
                """;

        assertThatThrownBy(() -> Shop.read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessage("""
                The configuration has 4 problems:
                  - door.opnFor: 9h (line 2): is not a key. Did you mean door.openFor?
                  - door.lock.keys: many (line 3): is not a whole number. Write a whole number from 0 to 9.
                  - till.drawer.pin: is missing. Write text, such as 12.
                  - prices: 1,2,3,4 (line 4): are too many. List up to 3.""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nam: x                       | Did you mean name?
                    doors: {openFor: 1h}         | Did you mean door?
                    door: {lok: {keys: 1}}       | Did you mean door.lock?
                    door: {lock: {openFor: 1h}}  | Did you mean door.openFor?
                    door: {lock: {qqqqqqqq: 1}}  | Known here: keys, password.
                    door.openFor: 1h             | Nest it: door: {openFor: ...}.
                    paper.width: 58              | It is a key of Till's: put it under till.
                    left.paper.width: 58         | It is a key of Till's: put it under till.
                    """)
    void saysWhatAnUnknownKeyShouldBe(String yaml, String remedy) {
        assertThat(problems(LEAST + yaml)).singleElement().asString().endsWith(": is not a key. " + remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: [a, b]      | name: a,b (line 2): is a list where one value is wanted
                    name: {a: b}      | name: {a} (line 2): is a section where a value is wanted
                    door: open        | door: open (line 2): is a section, not a value
                    door: [a, {b: c}] | door: [a, {b}] (line 2): is a section, not a value
                    prices: [1, [2]]  | prices[1]: [2] (line 2): is not a plain value
                    prices: [1, ~]    | prices[1] (line 2): is empty
                    prices: [0]       | prices: 0 (line 2): is out of range
                    name: &a {x: *a}  | name.x (line 2): is a YAML alias
                    door: {[a]: b}    | door (line 2): has a key that is not plain
                    """)
    void namesWhatIsWrongWithAValue(String yaml, String problem) {
        assertThat(problems(LEAST + yaml)).first().asString().startsWith(problem + ". ");
    }

    @Test
    void namesBothLinesOfAKeyThatIsGivenTwice() {
        assertThat(problems(LEAST + "name: a\n\nname: b\n"))
                .containsExactly("name (line 4): is given a second time, after line 2. Keep one of them.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- a", "just words", "a: \"b", "a: [1", "\tname: x", "a: 1\n b: 2", "a: b: c", "name: \u0001"})
    void refusesWhatIsNoYamlMapping(String yaml) {
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .containsPattern("configuration( \\(line \\d\\))?: is not (YAML: .+|a mapping of keys to values)\\.");
    }

    @Test
    void showsALongValueInPartAndOnOneLine() {
        String many = "1,".repeat(4_000) + "1";

        assertThat(problems(LEAST + "prices: '" + many + "'"))
                .containsExactly("prices: " + "1,".repeat(50) + "... (line 2): are too many. List up to 3.");
        assertThat(problems(LEAST + "ledgr: \"a\\nb\""))
                .containsExactly("ledgr: a\\nb (line 2): is not a key. Did you mean ledger?");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(problems(LEAST + "---\nname: x\n"))
                .containsExactly("--- (line 3): is a second YAML document. Write one document.");
    }

    @Test
    void takesAByteOrderMarkForNothing() {
        assertThat(problems("\uFEFF" + LEAST)).isEmpty();
    }

    @Test
    void refusesSomebodyElsesKeyThatIsNestedAndShowsItWithDots() {
        assertThat(problems("till:\n  drawer.pin: 1\n  paper:\n    width: 58\n"))
                .containsExactly("till.paper (line 3): is nested, and till's own keys are not."
                        + " Write it on one line with dots, such as paper.width: 58.");
    }

    @Test
    void refusesSomebodyElsesUnknownKeyWhereNobodyWouldReadIt() {
        assertThat(problems(
                        Shop.STRICT, LEAST.replace("12", "12, paper.widht: 58"), Map.of("SHOP_TILL_DRAWR_PIN", "1")))
                .containsExactly(
                        "till.drawr.pin: 1 (environment variable SHOP_TILL_DRAWR_PIN): is not a key."
                                + " Did you mean till.drawer.pin?",
                        "till.paper.widht: 58 (line 1): is not a key. Did you mean till.paper.width?");
        assertThat(problems(LEAST.replace("12", "12, paper.widht: 58"))).isEmpty();
    }

    @Test
    void showsNoSecretNotEvenUnderAMistypedName() {
        assertThat(problems(LEAST + "door: {lock: {pasword: open-sesame}}"))
                .containsExactly("door.lock.pasword: *** (line 2): is not a key. Did you mean door.lock.password?");
        assertThat(problems(Shop.CONFIGURATION, LEAST, Map.of("SHOP_DOOR_LOCK_PASWORD", "open-sesame")))
                .containsExactly("SHOP_DOOR_LOCK_PASWORD: *** (environment): is not a variable of this shop."
                        + " Did you mean SHOP_DOOR_LOCK_PASSWORD?");
        assertThat(problems("till: {drawer.pin: 1, a: {password: open-sesame}}").toString())
                .contains("such as a.password: ***.");
        assertThat(new Problem("kafka.ssl.key.password", "open-sesame", "", "is wrong", "Mend it.").toString())
                .doesNotContain("open-sesame");
    }
}
