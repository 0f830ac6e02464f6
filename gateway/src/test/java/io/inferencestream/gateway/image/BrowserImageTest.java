package io.inferencestream.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserImageTest {
    @ParameterizedTest
    @CsvSource({
        "'\u0089PNG....', image/png",
        "'\u00ff\u00d8\u00ff\u00e0', image/jpeg",
        "'GIF89a', image/gif",
        "'BM....', image/bmp",
        "'RIFF....WEBPVP8 ', image/webp"
    })
    void tellsItsKindByItsFirstBytes(String bytes, String mediaType) {
        Optional<BrowserImage> image = BrowserImage.of(bytes.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(image).map(BrowserImage::mediaType).contains(mediaType);
    }

    @Test
    void knowsNothingThatBrowsersDoNotShow() {
        for (String bytes : new String[] {"", "RIFF....WAVEfmt ", "RIFF", "II*\0", "<svg>"}) {
            assertThat(BrowserImage.of(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .isEmpty();
        }
    }
}
