package io.inferencestream.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {

    @ParameterizedTest
    @CsvSource({"images, images, 0", "imags, images, 1", "imgaes, images, 1", "image5, images, 1", "'', abc, 3"})
    void countsEdits(String from, String to, int edits) {
        assertThat(Nearest.edits(from, to)).isEqualTo(edits);
        assertThat(Nearest.edits(to, from)).isEqualTo(edits);
    }

    @Test
    void suggestsWhatWasMeantAndNothingFarOff() {
        List<String> topics = List.of("images", "predictions", "models");

        assertThat(Nearest.to("Image", topics)).contains("images");
        assertThat(Nearest.to("images-eu", topics)).contains("images");
        assertThat(Nearest.to("weather", topics)).isEmpty();
    }
}
