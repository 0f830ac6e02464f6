package io.inferencestream.schemas.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPositionTest {

    @ParameterizedTest
    @CsvSource({"images, 0, 0", "a-1@2-b, 999999999, 999999999999999999", "-, 7, 3"})
    void readsWhatItWrites(String topic, int partition, long offset) {
        RecordPosition position = new RecordPosition(topic, partition, offset);

        assertThat(RecordPosition.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images",
                "images-1",
                "images-1@",
                "-1@2",
                "images-@2",
                "images-1@-2",
                "images-1@x",
                "images 1@2"
            })
    void readsNothingElse(String text) {
        assertThat(RecordPosition.parse(text)).isEmpty();
    }

    @Test
    void isSomewhere() {
        assertThatThrownBy(() -> new RecordPosition("", 1, 2)).hasMessageContaining("topic ''");
        assertThatThrownBy(() -> new RecordPosition("images", -1, 2)).hasMessageContaining("partition -1");
        assertThatThrownBy(() -> new RecordPosition("images", 1, -2)).hasMessageContaining("offset -2");
    }
}
