package io.inferencestream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Arrivals arrivals = new Arrivals();

    @Test
    void ratesBurstsFromTheEndOfOneToTheEndOfAnother() {
        // A commit every 250 ms brings 100 answers in three polls: 400 a second, wherever the window begins.
        long count = 0;
        for (int burst = 0; burst < 60; burst++) {
            for (int poll = 0; poll < 3; poll++) {
                count += poll == 2 ? 40 : 30;
                arrivals.note(burst * 250 * MILLI + poll * 5 * MILLI, count);
            }
        }

        for (long from = SECOND; from < 2 * SECOND; from += 37 * MILLI) {
            assertThat(arrivals.perSecond(from, from + 8 * SECOND)).isCloseTo(400, within(0.001));
        }
    }

    @Test
    void ratesNothingWhereNothingArrived() {
        arrivals.note(0, 1);

        assertThat(arrivals.perSecond(SECOND, 3 * SECOND)).isZero();
    }
}
