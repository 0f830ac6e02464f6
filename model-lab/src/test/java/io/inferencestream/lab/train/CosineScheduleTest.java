package io.inferencestream.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CosineScheduleTest {
    private final CosineSchedule schedule = new CosineSchedule(0.8f, 4, 104);

    @Test
    void risesInAStraightLine() {
        assertThat(schedule.rate(0)).isEqualTo(0.2f, within(1e-6f));
        assertThat(schedule.rate(3)).isEqualTo(0.8f, within(1e-6f));
    }

    @Test
    void fallsAlongHalfACosine() {
        assertThat(schedule.rate(4)).isEqualTo(0.8f, within(1e-6f));
        assertThat(schedule.rate(54)).isEqualTo(0.4f, within(1e-6f));
        assertThat(schedule.rate(103)).isBetween(0f, 0.001f);
    }

    @Test
    void refusesARiseThatDoesNotEnd() {
        assertThatThrownBy(() -> new CosineSchedule(1, 5, 5)).hasMessage("rise must be from 0 to 4: 5");
    }
}
