package io.inferencestream.deadletters.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class RecordStretchTest {
    private static final TopicPartition PARTITION = new TopicPartition("dead-resent", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RecordStretch stretch = new RecordStretch(consumer, Duration.ofMillis(300));
    private final List<Long> handedOn = new ArrayList<>();

    RecordStretchTest() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void handsOnWhatAPollBringsFromPastTheEndSinceItWillNotComeAgain() {
        written(0, 1, 2, 3);

        readTo(2);
        written(4);
        readTo(5);

        assertThat(handedOn).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void doesNotPollWhereItStandsAtTheEnd() {
        written(0);

        readTo(1);
        readTo(1);

        assertThat(handedOn).containsExactly(0L);
    }

    @Test
    void saysHowFarItCameWhereNothingMoreComes() {
        written(0, 1);

        assertThatThrownBy(() -> readTo(3))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("dead-resent-0 at 2 of 3");
    }

    private void readTo(long end) {
        stretch.read(Map.of(PARTITION, end), record -> handedOn.add(record.offset()));
    }

    private void written(long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, null, new byte[0]));
        }
    }
}
