package io.inferencestream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.producer.source.SourceImage;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class EventFormatTest {
    private static final Instant CAPTURED = Instant.ofEpochMilli(1_700_000_000_123L);

    private final List<ImageEvent> events = new ArrayList<>();
    private final Serializer<ImageEvent> serializer = (topic, event) -> {
        events.add(event);
        return new byte[] {1};
    };

    @Test
    void fillsTheEventFromTheShot() throws PublishException {
        EventFormat format = new EventFormat(serializer, "fashion/1", Duration.ofSeconds(2));

        format.encode("images", new RecordHeaders(), shot("bag"), new byte[] {7, 8});

        ImageEvent event = events.get(0);
        assertThat(event.getId()).isEqualTo("run-0/ward/1.png");
        assertThat(event.getSource()).isEqualTo("ward");
        assertThat(event.getCapturedAt()).isEqualTo(CAPTURED);
        assertThat(event.getModel()).isEqualTo("fashion/1");
        assertThat(event.getDeadline()).isEqualTo(CAPTURED.plusSeconds(2));
        assertThat(event.getImage()).isEqualTo(ByteBuffer.wrap(new byte[] {7, 8}));
        assertThat(event.getAttributes()).isEqualTo(Map.of("label", "bag"));
    }

    @Test
    void leavesOutWhatNobodyAskedFor() throws PublishException {
        EventFormat format = new EventFormat(serializer, null, null);

        format.encode("images", new RecordHeaders(), shot(null), new byte[0]);

        assertThat(events.get(0).getModel()).isNull();
        assertThat(events.get(0).getDeadline()).isNull();
        assertThat(events.get(0).getAttributes()).isEmpty();
    }

    @Test
    void saysThatTheRegistryGivesNoAnswer() {
        EventFormat format = new EventFormat(
                (topic, event) -> {
                    throw new RegistryUnavailableException("http://127.0.0.1:8081: refused", null);
                },
                null,
                null);

        assertThatThrownBy(() -> format.encode("images", new RecordHeaders(), shot(null), new byte[0]))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("registry")
                .hasMessageContaining("8081");
    }

    @Test
    void keepsIdsWithinTwoHundredCharactersAndApart() {
        String longName = "x".repeat(300);

        assertThat(Shot.id("run", 1, longName))
                .hasSize(200)
                .startsWith("run-1/")
                .isNotEqualTo(Shot.id("run", 2, longName));
        assertThat(Shot.id("run", 1, "a.png")).isEqualTo("run-1/a.png");
    }

    private static Shot shot(@org.jspecify.annotations.Nullable String label) {
        SourceImage image = SourceImage.inMemory("ward/1.png", "ward", label, new byte[0]);
        return new Shot(image, Shot.id("run", 0, image.name()), "ward", "ward", CAPTURED);
    }
}
