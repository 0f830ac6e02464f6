package io.inferencestream.schemas.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void readsWhatItWrites() {
        TraceParent begun = TraceParent.begin(new SplittableRandom(1), true);
        RecordHeaders headers = new RecordHeaders();
        TraceParent.begin(new SplittableRandom(2), false).set(headers);

        begun.set(headers);

        assertThat(TraceParent.of(headers)).contains(begun);
        assertThat(headers.headers(HeaderNames.TRACE_PARENT)).hasSize(1);
        assertThat(begun.flags()).isEqualTo("01");
    }

    @Test
    void readsALaterVersionAsFarAsItKnowsIt() {
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-more"))
                .contains(new TraceParent(TRACE, SPAN, "01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "01-" + TRACE + "-" + SPAN + "-01more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01"
            })
    void isNoneWhereTheTextMakesNoSense(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }

    @Test
    void neverNamesAnIdOfZerosAlone() {
        assertThat(TraceParent.begin(() -> 0, false))
                .hasToString("00-00000000000000010000000000000001-0000000000000001-00");
        assertThatIllegalArgumentException().isThrownBy(() -> new TraceParent("0".repeat(32), SPAN, "01"));
    }
}
