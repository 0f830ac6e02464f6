package io.inferencestream.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ServiceRateTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    @Test
    void isZeroBeforeAnythingWasDone() {
        assertThat(new ServiceRate(4).perSecond()).isZero();
    }

    @Test
    void addsUpWhatAllWorkersDo() {
        ServiceRate rate = new ServiceRate(4);

        rate.note(10, 100 * MILLISECOND);

        assertThat(rate.perSecond()).isCloseTo(400, within(0.001));
    }

    @Test
    void aLoneImageCountsNoMoreThanTheTimeItTook() {
        ServiceRate rate = new ServiceRate(1);

        for (int i = 0; i < 50; i++) {
            rate.note(1, 5 * MILLISECOND);
            rate.note(256, 100 * MILLISECOND);
        }

        assertThat(rate.perSecond()).isCloseTo(257 / 0.105, Percentage.withPercentage(10));
    }

    @Test
    void timeSpentInVainCounts() {
        ServiceRate rate = new ServiceRate(1);

        for (int i = 0; i < 50; i++) {
            rate.note(0, 50 * MILLISECOND);
            rate.note(10, 50 * MILLISECOND);
        }

        assertThat(rate.perSecond()).isCloseTo(100, Percentage.withPercentage(10));
    }

    @Test
    void followsAChangeWithinADozenPieces() {
        ServiceRate rate = new ServiceRate(1);
        for (int i = 0; i < 50; i++) {
            rate.note(10, 10 * MILLISECOND);
        }

        for (int i = 0; i < 12; i++) {
            rate.note(10, 100 * MILLISECOND);
        }

        assertThat(rate.perSecond()).isBetween(100.0, 130.0);
    }

    @Test
    void workThatTookNoMeasurableTimeDoesNotDivideByZero() {
        ServiceRate rate = new ServiceRate(1);

        rate.note(1, 0);

        assertThat(rate.perSecond()).isFinite().isPositive();
    }
}
