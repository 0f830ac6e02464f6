package io.inferencestream.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"images-3@1234", "my-own.images_2-0@0", "a--7@1", "images-2147483647@9223372036854775807"})
    void readsWhatItWrites(String text) {
        assertThat(RecordId.parse(text)).hasToString(text);
    }

    @Test
    void theLastDashEndsTheTopic() {
        assertThat(RecordId.parse("line-4-3@1234")).isEqualTo(new RecordId("line-4", 3, 1234));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images",
                "images-3",
                "images@1234",
                "-3@1234",
                "images-@1234",
                "images-3@",
                "images-3@-1",
                "images-3@+1",
                "images-+3@1",
                "images-3@1 ",
                "images-x@1",
                "images-4294967295@1",
                "images-3@18446744073709551615"
            })
    void refusesEveryOtherForm(String text) {
        assertThatThrownBy(() -> RecordId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record is named TOPIC-PARTITION@OFFSET: " + text);
    }

    @Test
    void refusesWhatNoBrokerHandsOut() {
        assertThatThrownBy(() -> new RecordId("", 0, 0)).hasMessage("topic must not be empty");
        assertThatThrownBy(() -> new RecordId("images", -1, 0)).hasMessage("partition must be at least 0: -1");
        assertThatThrownBy(() -> new RecordId("images", 0, -1)).hasMessage("offset must be at least 0: -1");
    }
}
