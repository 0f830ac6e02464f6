package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight(new InFlightLimits(3, 1_000, Duration.ofSeconds(1)));

    @Test
    void letsNoMoreRecordsInThanTheLimit() {
        for (int i = 0; i < 3; i++) {
            assertThat(inFlight.tryEnter(1)).isTrue();
        }

        assertThat(inFlight.tryEnter(1)).isFalse();
        assertThat(inFlight.records()).isEqualTo(3);
        assertThat(inFlight.bytes()).isEqualTo(3);
    }

    @Test
    void letsNoMoreBytesInThanTheLimit() {
        assertThat(inFlight.tryEnter(400)).isTrue();
        assertThat(inFlight.tryEnter(601)).isFalse();
        assertThat(inFlight.tryEnter(600)).isTrue();
        assertThat(inFlight.bytes()).isEqualTo(1_000);
    }

    @Test
    void letsAnySingleRecordIntoAnEmptyPipeline() {
        assertThat(inFlight.tryEnter(5_000)).isTrue();
        assertThat(inFlight.tryEnter(1)).isFalse();
    }

    @Test
    void hasRoomAgainForWhatLeftOrShrank() {
        inFlight.tryEnter(600);
        inFlight.tryEnter(400);

        inFlight.shrink(500);
        inFlight.leave(400);

        assertThat(inFlight.records()).isEqualTo(1);
        assertThat(inFlight.bytes()).isEqualTo(100);
        assertThat(inFlight.tryEnter(900)).isTrue();
    }

    @Test
    void whoeverIsForcedInCountsToo() {
        for (int i = 0; i < 5; i++) {
            inFlight.enter(1_000);
        }

        assertThat(inFlight.records()).isEqualTo(5);
        assertThat(inFlight.tryEnter(1)).isFalse();
    }
}
