package io.inferencestream.stream.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What counts as not committed. */
final class LagTest {
    private static final TopicPartition ZERO = new TopicPartition("images", 0);
    private static final TopicPartition ONE = new TopicPartition("images", 1);

    @Test
    void isTheSumOfWhatIsNotCommitted() {
        assertThat(Lag.of(Map.of(ZERO, 10L, ONE, 5L), Map.of(ZERO, 13L, ONE, 5L)))
                .isEqualTo(3);
    }

    @Test
    void isAllOfAPartitionWhereNothingWasCommitted() {
        assertThat(Lag.of(Map.of(), Map.of(ZERO, 7L))).isEqualTo(7);
        assertThat(Lag.of(Map.of(ZERO, -1L), Map.of(ZERO, 7L))).isEqualTo(7);
    }

    @Test
    void isNoneWhereTheEndIsNotKnownYet() {
        assertThat(Lag.of(Map.of(ZERO, 10L), Map.of(ZERO, -1L))).isZero();
    }
}
