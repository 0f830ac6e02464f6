package io.inferencestream.deadletters.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LetterTopicTest {
    private static final TopicPartition PARTITION = new TopicPartition("dead", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final LetterTopic letters = new LetterTopic(consumer, "dead", Duration.ofSeconds(5));
    private final List<Long> handedOn = new ArrayList<>();

    LetterTopicTest() {
        consumer.updatePartitions("dead", List.of(new PartitionInfo("dead", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void leavesOutWhatCameAfterReadingBegan() {
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        written(0, 1, 2, 3);

        read(LetterFilter.ALL);

        assertThat(handedOn).containsExactly(0L, 1L);
    }

    @Test
    void handsOnAWantedLetterOnceThoughAPollBringsItTooEarly() {
        consumer.updateEndOffsets(Map.of(PARTITION, 301L));
        written(5, 300);
        consumer.schedulePollTask(() -> written(300));

        read(LetterFilter.of(Set.of(new RecordPosition("dead", 0, 5), new RecordPosition("dead", 0, 300))));

        assertThat(handedOn).containsExactly(5L, 300L);
    }

    private void read(LetterFilter filter) {
        letters.read(filter, letter -> handedOn.add(letter.position().offset()));
    }

    private void written(long... offsets) {
        consumer.schedulePollTask(() -> {
            for (long offset : offsets) {
                consumer.addRecord(new ConsumerRecord<>("dead", 0, offset, null, new byte[0]));
            }
        });
    }
}
