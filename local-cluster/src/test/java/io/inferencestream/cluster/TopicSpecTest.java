package io.inferencestream.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TopicSpecTest {
    private static final int LARGEST = 1_048_588;

    @Test
    void readsNamePartitionsAndSettings() {
        assertThat(spec("images")).isEqualTo(new TopicSpec("images", 1, Map.of()));
        assertThat(spec("images:6")).isEqualTo(new TopicSpec("images", 6, Map.of()));
        assertThat(spec("models:1:cleanup.policy=compact:retention.ms=-1"))
                .isEqualTo(new TopicSpec("models", 1, Map.of("cleanup.policy", "compact", "retention.ms", "-1")));
    }

    @Test
    void makesATopicOfDeadLettersAsLargeAsTheStreamsCheckWantsIt() {
        assertThat(spec("images-dead-letters:6").config(LARGEST)).isEqualTo(Map.of("max.message.bytes", "1114124"));
        assertThat(spec("images-dead-letters:6:max.message.bytes=5").config(LARGEST))
                .isEqualTo(Map.of("max.message.bytes", "5"));
        assertThat(spec("images:6").config(LARGEST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "images:0", "images:many", "images:6:retention", "images:6:=5"})
    void refusesWhatIsNoTopic(String text) {
        assertThatThrownBy(() -> spec(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("must be NAME:PARTITIONS");
    }

    private static TopicSpec spec(String text) {
        return new TopicSpec.Converter().convert(text);
    }
}
