package io.inferencestream.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStatisticsTest {
    private long second = 1_000;
    private final LiveStatistics statistics = new LiveStatistics(new Clock() {
        @Override
        public Instant instant() {
            return Instant.ofEpochSecond(second);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void saysOfEverySecondHowManyImagesWaited() {
        statistics.lag(7);
        second += 2;
        statistics.lag(3);
        second += 1;

        assertThat(lags(4)).containsExactly(-1L, 7L, 7L, 3L);
    }

    @Test
    void doesNotKnowTheLagOnceItHasNotBeenToldForSeconds() {
        statistics.lag(7);
        second += 6;

        assertThat(lags(6)).containsExactly(7L, 7L, 7L, 7L, -1L, -1L);
    }

    @Test
    void coversTwoMinutesWhetherSomethingCameOrNot() {
        assertThat(statistics.seconds())
                .hasSize(120)
                .allSatisfy(one -> assertThat(one.predicted()).isZero());
        assertThat(statistics.seconds().get(0).second()).isEqualTo(880);
    }

    private List<Long> lags(int last) {
        List<LiveStatistics.Second> seconds = statistics.seconds();
        return seconds.subList(seconds.size() - last, seconds.size()).stream()
                .map(LiveStatistics.Second::lag)
                .toList();
    }
}
