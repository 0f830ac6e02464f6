package io.inferencestream.kit.clients;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Makes Kafka Streams' clients, for one stream. Thread-safe. */
/*
 * It extends Kafka Streams' own supplier because of the group protocol "streams", where Kafka Streams warns of others: they
 * are not asked for consumers. Ours know that, see BoundedStreamsConsumer.
 */
public final class StreamClients extends DefaultKafkaClientSupplier {
    static final String RULES = "inference.client.rules";

    private static final String CONSUMER_WRAPPER = StreamsConfig.InternalConfig.INTERNAL_CONSUMER_WRAPPER;

    private final ClientRules rules;

    /**
     * @param limits of the clients
     * @param events told what the clients see
     */
    public StreamClients(ClientLimits limits, ClientEvents events) {
        CommitPace pace = new CommitPace(
                limits.commitTime(), limits.producerBytes(), limits.commitPatience(), System::nanoTime, events);
        this.rules = new ClientRules(limits.pollBytes(), limits.stopsAtGaps(), pace, events);
    }

    /** Properties that Kafka Streams needs beside this: under the group protocol {@code streams} it asks no supplier. */
    public Map<String, Object> properties() {
        return Map.of(
                StreamsConfig.MAIN_CONSUMER_PREFIX + CONSUMER_WRAPPER,
                BoundedStreamsConsumer.class,
                StreamsConfig.MAIN_CONSUMER_PREFIX + RULES,
                rules);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return BoundedConsumer.of(config, rules);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new WatchedProducer(config, rules.pace());
    }
}
