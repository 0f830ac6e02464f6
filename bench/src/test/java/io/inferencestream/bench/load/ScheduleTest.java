package io.inferencestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(1_000, 5_000_000_000L, 250, 500);

    @Test
    void isDueAtItsRateFromTheFirstImageOn() {
        assertThat(schedule.dueNanos(1_000)).isEqualTo(5_000_000_000L);
        assertThat(schedule.dueNanos(1_001)).isEqualTo(5_004_000_000L);
        assertThat(schedule.dueNanos(1_250)).isEqualTo(6_000_000_000L);
    }

    @Test
    void coversItsOwnImagesOnly() {
        assertThat(schedule.covers(999)).isFalse();
        assertThat(schedule.covers(1_499)).isTrue();
        assertThat(schedule.covers(1_500)).isFalse();
    }
}
