package io.inferencestream.kit.clients;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.internals.ConsumerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's consumer, for a stream thread under the group protocol {@code streams}; the counterpart of
 * {@link BoundedConsumer}. Kafka Streams makes it, by the key that {@link StreamClients#properties} names.
 */
/*
 * Under this protocol Kafka Streams asks no KafkaClientSupplier for its consumer: it makes one, with deserializers of its
 * own, and lets a wrapper stand in its place. This one closes what it is given, which has joined nothing yet, and makes
 * the same consumer with other deserializers.
 */
public final class BoundedStreamsConsumer extends ConsumerWrapper {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private @Nullable BoundedPoll bounded;
    private @Nullable CommitPace pace;

    @Override
    public void wrapConsumer(
            AsyncKafkaConsumer<byte[], byte[]> theirs,
            Map<String, Object> config,
            Optional<StreamsRebalanceData> streamsRebalanceData) {
        theirs.close(CloseOptions.timeout(LONGEST_CLOSE));
        ClientRules rules = (ClientRules) Objects.requireNonNull(config.get(StreamClients.RULES));
        PollBudget budget = new PollBudget(rules.pollBytes());
        Deserializer<byte[]> keys = BudgetedDeserializer.ofKeys(budget);
        Deserializer<byte[]> values = BudgetedDeserializer.ofValues(budget);
        Map<String, Object> same = BoundedConsumer.withoutReset(config);
        super.wrapConsumer(
                new AsyncKafkaConsumer<>(
                        new ConsumerConfig(ConsumerConfig.appendDeserializerToConfig(same, keys, values)),
                        keys,
                        values,
                        streamsRebalanceData),
                config,
                streamsRebalanceData);
        bounded = new BoundedPoll(delegate, budget, rules);
        pace = rules.pace();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return Objects.requireNonNull(bounded).poll(timeout, super::poll);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Objects.requireNonNull(pace).ofThisThread().committing(() -> super.commitSync(offsets));
    }
}
