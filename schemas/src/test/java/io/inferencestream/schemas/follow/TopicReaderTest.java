package io.inferencestream.schemas.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("predictions", 0);

    @Test
    void readsNextTimeWhatAPollBroughtFromPastTheEnd() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions("predictions", List.of(new PartitionInfo("predictions", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 2L));
        TopicReader reader = new TopicReader(consumer, List.of("predictions"), Start.BEGINNING);
        reader.begin();
        consumer.schedulePollTask(() -> written(consumer, 4));
        List<Long> read = new ArrayList<>();

        reader.readToEnd(Duration.ofSeconds(5), record -> read.add(record.offset()));

        assertThat(read).containsExactly(0L, 1L);
        assertThat(consumer.position(PARTITION)).isEqualTo(2);
    }

    private static void written(MockConsumer<byte[], byte[]> consumer, int records) {
        for (int i = 0; i < records; i++) {
            consumer.addRecord(new ConsumerRecord<>("predictions", 0, i, null, new byte[0]));
        }
    }
}
