package io.inferencestream.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
    private static final Instant NOW = Instant.parse("2026-11-29T03:05:33.605Z");
    private static final Rejection CORRUPT = new Rejection(RejectionReason.CORRUPT_IMAGE, "no end of image");

    private final DeadLetters letters = new DeadLetters("host-1", () -> 1 << 20, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void saysWhenAndWhichImageItIs() {
        Headers headers =
                letters.write(record(), request("img-7"), "m/1", CORRUPT).headers();

        assertThat(HeaderText.find(headers, HeaderNames.REJECTION_AT)).contains("2026-11-29T03:05:33.605Z");
        assertThat(HeaderText.find(headers, HeaderNames.REJECTION_IMAGE_ID)).contains("img-7");
        assertThat(HeaderText.find(headers, HeaderNames.REJECTION_INSTANCE)).contains("host-1");
    }

    @Test
    void cutsNoIdThatIsTooLongAndRepeatsNone() {
        assertThat(letters.write(record(), request("é".repeat(200)), "m/1", CORRUPT)
                        .headers())
                .extracting(Header::key)
                .contains(HeaderNames.REJECTION_IMAGE_ID);
        assertThat(letters.write(record(), request("é".repeat(201)), "m/1", CORRUPT)
                        .headers())
                .extracting(Header::key)
                .doesNotContain(HeaderNames.REJECTION_IMAGE_ID);
    }

    @Test
    void namesNeitherImageNorModelOfWhatItCannotRead() {
        assertThat(letters.write(record(), null, null, CORRUPT).headers())
                .extracting(Header::key)
                .doesNotContain(HeaderNames.REJECTION_IMAGE_ID, HeaderNames.REJECTION_MODEL);
    }

    private static SourceRecord record() {
        return new SourceRecord(new RecordId("images", 1, 7), null, new byte[] {1}, new RecordHeaders(), 0);
    }

    private static ImageRequest request(String id) {
        return new ImageRequest(id, "s", 0, null, ByteBuffer.allocate(1), null, Long.MAX_VALUE, Map.of());
    }
}
