package io.inferencestream.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://Vision.Example, https://vision.example, vision.example, ''",
        "https://vision.example:443/, https://vision.example, vision.example, ''",
        "http://vision.example:8080/a/b/, http://vision.example:8080, vision.example, /a/b",
        "http://[2001:db8::7]/a, http://[2001:db8::7], [2001:db8::7], /a",
    })
    void readsOriginHostAndPath(String text, String origin, String host, String prefix) {
        assertThat(PublicAddress.parse(text)).isEqualTo(new PublicAddress(origin, host, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vision.example",
                "ftp://vision.example",
                "https://vision.example/?a",
                "https://vision.example/#a",
                "https://mia:secret@vision.example",
                "https://vision.example/a//b",
                "https://vision.example/a%2Fb",
                "https://vision.example/a/../b",
                "https://vision.example/.."
            })
    void refusesWhatIsNoAddressOfAGateway(String text) {
        assertThatThrownBy(() -> PublicAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
