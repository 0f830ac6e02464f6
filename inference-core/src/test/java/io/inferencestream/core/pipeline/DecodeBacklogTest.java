package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecodeBacklogTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DecodeBacklog backlog = new DecodeBacklog(2);

    @Test
    void hasRoomForOneImagePerThreadBeforeTheRateIsKnown() {
        assertThat(backlog.tryEnter(1_000_000, SECOND)).isTrue();
        assertThat(backlog.tryEnter(1_000_000, SECOND)).isTrue();
        assertThat(backlog.tryEnter(1, SECOND)).isFalse();
        assertThat(backlog.images()).isEqualTo(2);
    }

    @Test
    void hasRoomForWhatTheThreadsDecodeWithinTheClearance() {
        backlog.note(500, SECOND.toNanos());

        assertThat(entering(100, SECOND)).isEqualTo(10);
    }

    @Test
    void aSlowDecoderStillHasAnImageForEachThread() {
        backlog.note(1, Duration.ofHours(1).toNanos());

        assertThat(entering(1_000_000, SECOND)).isEqualTo(2);
    }

    @Test
    void hasRoomAgainForWhatLeft() {
        backlog.note(500, SECOND.toNanos());
        entering(100, SECOND);

        backlog.leave(100);

        assertThat(backlog.tryEnter(101, SECOND)).isFalse();
        assertThat(backlog.tryEnter(100, SECOND)).isTrue();
    }

    @Test
    void whoeverIsForcedInCountsToo() {
        backlog.enter(1);
        backlog.enter(1);

        assertThat(backlog.tryEnter(1, SECOND)).isFalse();
    }

    private int entering(long work, Duration clearance) {
        int entered = 0;
        while (backlog.tryEnter(work, clearance)) {
            entered++;
        }
        return entered;
    }
}
