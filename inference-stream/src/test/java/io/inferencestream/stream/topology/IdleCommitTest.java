package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleCommitTest {
    private static final long GAP_MILLIS = 50;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may overflow
    private final IdleCommit commit = new IdleCommit(Duration.ofMillis(GAP_MILLIS), nanos::get);

    @Test
    void isNotDueWhereNothingWasEmitted() {
        pass(10 * GAP_MILLIS);

        assertThat(commit.isDue()).isFalse();
    }

    @Test
    void isDueAtOnceForTheFirstOutcome() {
        commit.emitted();

        assertThat(commit.isDue()).isTrue();
    }

    @Test
    void isNotDueAgainBeforeTheGapIsOver() {
        commit.emitted();
        commit.drained();
        assertThat(commit.isDue()).isFalse();

        commit.emitted();
        pass(GAP_MILLIS - 1);
        assertThat(commit.isDue()).isFalse();

        pass(1);
        assertThat(commit.isDue()).isTrue();
    }

    @Test
    void waitsFromACommitOfTheIntervalToo() {
        pass(GAP_MILLIS);
        commit.drained();
        commit.emitted();

        assertThat(commit.isDue()).isFalse();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
