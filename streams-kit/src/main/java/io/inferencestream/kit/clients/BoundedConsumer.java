package io.inferencestream.kit.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's consumer, for a stream thread under the group protocol {@code classic}; see {@link BoundedPoll}. The records it
 * hands out, their order, its positions and its part in the group are those of Kafka's own.
 */
final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final BoundedPoll bounded;
    private final CommitPace pace;

    private BoundedConsumer(Map<String, Object> config, PollBudget budget, ClientRules rules) {
        super(config, BudgetedDeserializer.ofKeys(budget), BudgetedDeserializer.ofValues(budget));
        this.bounded = new BoundedPoll(this, budget, rules);
        this.pace = rules.pace();
    }

    static BoundedConsumer of(Map<String, Object> config, ClientRules rules) {
        return new BoundedConsumer(withoutReset(config), new PollBudget(rules.pollBytes()), rules);
    }

    /** The same, but for the policy: see {@link LostOffsets}. */
    static Map<String, Object> withoutReset(Map<String, Object> config) {
        Map<String, Object> same = new HashMap<>(config);
        same.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return same;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return bounded.poll(timeout, super::poll);
    }

    /** Kafka Streams' commit at least once. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        pace.ofThisThread().committing(() -> super.commitSync(offsets));
    }
}
