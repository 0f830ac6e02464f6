package io.inferencestream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.producer.source.SourceImage;
import io.inferencestream.schemas.header.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracedFormatTest {
    private final ValueFormat format = new TracedFormat(ValueFormat.bytes(), new SplittableRandom(1));

    @Test
    void beginsASampledTraceOfItsOwnWithEveryImage() throws Exception {
        assertThat(traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(traceparent());
    }

    @Test
    void neverNamesAnIdOfZerosAlone() throws Exception {
        ValueFormat zeros = new TracedFormat(ValueFormat.bytes(), () -> 0);
        Headers headers = new RecordHeaders();

        zeros.encode("images", headers, shot(), new byte[] {7});

        assertThat(text(headers)).isEqualTo("00-00000000000000010000000000000001-0000000000000001-01");
    }

    @Test
    void leavesTheValueAsTheOtherFormatMakesIt() throws Exception {
        assertThat(format.encode("images", new RecordHeaders(), shot(), new byte[] {7}))
                .isEqualTo(new byte[] {7});
        assertThat(format.carriesId()).isFalse();
    }

    private String traceparent() throws Exception {
        Headers headers = new RecordHeaders();
        format.encode("images", headers, shot(), new byte[] {7});
        return text(headers);
    }

    private static String text(Headers headers) {
        return new String(headers.lastHeader(HeaderNames.TRACE_PARENT).value(), StandardCharsets.US_ASCII);
    }

    private static Shot shot() {
        return new Shot(SourceImage.inMemory("a", "ward", null, new byte[] {7}), "id", "source", null, Instant.EPOCH);
    }
}
