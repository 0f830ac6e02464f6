package io.inferencestream.kit.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a record lies between two offsets, or only the remains of transactions, which no reader sees. Reads one
 * record; is in no group.
 */
public final class BacklogProbe {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogProbe.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> consumerProperties;
    private final LongSupplier ticker;

    /** @param consumerProperties of a consumer of the cluster that is in no group */
    public BacklogProbe(Map<String, Object> consumerProperties) {
        this.consumerProperties = new HashMap<>(consumerProperties);
        this.consumerProperties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerProperties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.consumerProperties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        this.ticker = System::nanoTime;
    }

    /** Whether there is one; true also where that cannot be found out. */
    public boolean isRecordBetween(TopicPartition partition, long from, long end) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long began = ticker.getAsLong();
            while (ticker.getAsLong() - began < PATIENCE.toNanos()) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return true;
                }
                if (consumer.position(partition) >= end) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            LOG.atDebug()
                    .addKeyValue("topic", partition.topic())
                    .addKeyValue("partition", partition.partition())
                    .setCause(e)
                    .log("What waits cannot be read");
            return true;
        }
    }
}
