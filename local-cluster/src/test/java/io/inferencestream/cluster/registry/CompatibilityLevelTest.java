package io.inferencestream.cluster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {
    private static final String NAME = "{\"name\":\"name\",\"type\":\"string\"}";
    private static final String AGE = "{\"name\":\"age\",\"type\":\"int\"}";
    private static final String AGE_WITH_DEFAULT = "{\"name\":\"age\",\"type\":\"int\",\"default\":0}";

    /** Named by what the last of the versions does to the one before. */
    private enum Change {
        ADDS_A_FIELD(record(NAME), record(NAME, AGE)),
        ADDS_A_FIELD_WITH_DEFAULT(record(NAME), record(NAME, AGE_WITH_DEFAULT)),
        REMOVES_A_FIELD(record(NAME, AGE), record(NAME)),
        /** Each step is compatible in both directions, from the first to the last is not backward. */
        ADDS_A_FIELD_BY_A_DETOUR(record(NAME), record(NAME, AGE_WITH_DEFAULT), record(NAME, AGE)),
        REMOVES_A_FIELD_BY_A_DETOUR(record(NAME, AGE), record(NAME, AGE_WITH_DEFAULT), record(NAME));

        private final List<Schema> versions;

        Change(Schema... versions) {
            this.versions = List.of(versions);
        }

        private static Schema record(String... fields) {
            return new Schema.Parser().parse(RegistryClient.record("Image", fields));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,                ADDS_A_FIELD,                true",
        "BACKWARD,            ADDS_A_FIELD,                false",
        "FORWARD,             ADDS_A_FIELD,                true",
        "FULL,                ADDS_A_FIELD,                false",
        "BACKWARD,            ADDS_A_FIELD_WITH_DEFAULT,   true",
        "FORWARD,             ADDS_A_FIELD_WITH_DEFAULT,   true",
        "FULL,                ADDS_A_FIELD_WITH_DEFAULT,   true",
        "BACKWARD,            REMOVES_A_FIELD,             true",
        "FORWARD,             REMOVES_A_FIELD,             false",
        "FULL,                REMOVES_A_FIELD,             false",
        "BACKWARD,            ADDS_A_FIELD_BY_A_DETOUR,    true",
        "BACKWARD_TRANSITIVE, ADDS_A_FIELD_BY_A_DETOUR,    false",
        "FORWARD,             REMOVES_A_FIELD_BY_A_DETOUR, true",
        "FORWARD_TRANSITIVE,  REMOVES_A_FIELD_BY_A_DETOUR, false",
        "FULL,                ADDS_A_FIELD_BY_A_DETOUR,    true",
        "FULL_TRANSITIVE,     ADDS_A_FIELD_BY_A_DETOUR,    false",
        "FULL_TRANSITIVE,     REMOVES_A_FIELD_BY_A_DETOUR, false",
        "NONE,                REMOVES_A_FIELD_BY_A_DETOUR, true",
    })
    void allowsWhatItsReadersUnderstand(CompatibilityLevel level, Change change, boolean isAllowed) {
        int last = change.versions.size() - 1;

        List<String> objections = level.objections(change.versions.get(last), change.versions.subList(0, last));

        assertThat(objections.isEmpty()).as(objections.toString()).isEqualTo(isAllowed);
    }
}
