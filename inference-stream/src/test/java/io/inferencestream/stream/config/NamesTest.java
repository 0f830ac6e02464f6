package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.outcome.RecordId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void readsARecordsPositionFromTheRight() {
        RecordId position = RecordId.parse("images-2-eu@x-12@345");

        assertThat(position).isEqualTo(new RecordId("images-2-eu@x", 12, 345));
        assertThat(position).hasToString("images-2-eu@x-12@345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "images", "images-1", "images@1", "-1@1", "images-x@1", "images-1@-1", "images-99999999999@1"
            })
    void refusesWhatIsNoPosition(String text) {
        assertThatThrownBy(() -> RecordId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAModelWithOrWithoutItsVersion() {
        assertThat(ModelRef.parse("fashion")).isEqualTo(new ModelRef("fashion", Optional.empty()));
        assertThat(ModelRef.parse("fashion/1")).isEqualTo(new ModelRef("fashion", Optional.of("1")));
        assertThat(ModelRef.parse("fashion/1")).hasToString("fashion/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/1", "a/1/2", "..", "a/.."})
    void refusesWhatIsNoModel(String text) {
        assertThatThrownBy(() -> ModelRef.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
