package io.inferencestream.stream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What counts as fetched and not committed. */
final class LagTest {
    private static final TopicPartition ZERO = new TopicPartition("images", 0);
    private static final TopicPartition ONE = new TopicPartition("images", 1);

    @Test
    void isTheSumOfWhatIsNotCommitted() {
        assertThat(Lag.fetched(Map.of(ZERO, 10L, ONE, 6L), Map.of(ZERO, 12L, ONE, 5L)))
                .isEqualTo(3);
    }

    @Test
    void isAllThatWasFetchedWhereNothingWasCommitted() {
        assertThat(Lag.fetched(Map.of(), Map.of(ZERO, 7L))).isEqualTo(8);
        assertThat(Lag.fetched(Map.of(ZERO, -1L), Map.of(ZERO, 7L))).isEqualTo(8);
    }

    @Test
    void isNoneWhereNothingWasFetched() {
        assertThat(Lag.fetched(Map.of(ZERO, 10L), Map.of(ZERO, -1L))).isZero();
        assertThat(Lag.fetched(Map.of(), Map.of(ZERO, -1L))).isZero();
    }
}
