package io.inferencestream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SendScheduleTest {
    private final ManualTicker ticker = new ManualTicker();

    @Test
    void spacesImagesEvenlyFromItsStart() {
        long start = ticker.nanos();
        SendSchedule schedule = new SendSchedule(200, ticker);

        assertThat(schedule.dueNanos(0)).isEqualTo(start);
        assertThat(schedule.dueNanos(1)).isEqualTo(start + 5_000_000);
        assertThat(schedule.dueNanos(200)).isEqualTo(start + 1_000_000_000);
    }

    @Test
    void doesNotWaitForAnybody() {
        SendSchedule schedule = new SendSchedule(200, ticker);
        long due = schedule.dueNanos(3);

        ticker.advance(10_000_000_000L);

        assertThat(schedule.dueNanos(3)).isEqualTo(due);
    }

    @Test
    void doesNotDriftOverTenMillionImagesAtAnOddRate() {
        long start = ticker.nanos();
        SendSchedule schedule = new SendSchedule(333, ticker);

        assertThat(schedule.dueNanos(9_990_000) - start).isEqualTo(30_000L * 1_000_000_000);
    }

    @Test
    void isAlwaysDueWithoutARate() {
        SendSchedule schedule = new SendSchedule(0, ticker);

        ticker.advance(123);

        assertThat(schedule.dueNanos(1_000_000)).isEqualTo(ticker.nanos());
    }

    @Test
    void tellsTheTimeOfDayOfAMoment() {
        long startMillis = ticker.epochMillis();
        SendSchedule schedule = new SendSchedule(1, ticker);

        assertThat(schedule.epochMillis(schedule.dueNanos(90))).isEqualTo(startMillis + 90_000);
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> new SendSchedule(-1, ticker)).hasMessageEndingWith("-1.0");
        assertThatThrownBy(() -> new SendSchedule(Double.NaN, ticker)).hasMessageEndingWith("NaN");
    }
}
