package io.inferencestream.deadletters.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * How to get at the cluster. The properties are a door's own: addresses, security, time-outs; what makes resending happen
 * once is laid over them and cannot be changed by them.
 *
 * <p>Immutable. Whoever has a client made closes it.
 *
 * @param admin properties of admin clients
 * @param consumer properties of consumers
 * @param producer properties of producers
 */
public record ClusterAccess(Map<String, Object> admin, Map<String, Object> consumer, Map<String, Object> producer) {
    /** A killed run's transaction holds the stream's partitions up for so long, unless somebody resends before. */
    private static final int TRANSACTION_MILLIS = 30_000;

    private static final int LARGEST_REQUEST = Integer.MAX_VALUE / 8;
    private static final long BUFFER_BYTES = 64L << 20;

    public ClusterAccess {
        admin = Map.copyOf(admin);
        consumer = Map.copyOf(consumer);
        producer = Map.copyOf(producer);
    }

    /** An admin client. */
    public Admin newAdmin() {
        return Admin.create(named(admin, ""));
    }

    /**
     * A consumer of committed records that is in no group and commits nothing.
     *
     * @param job part of its client id
     */
    public Consumer<byte[], byte[]> newConsumer(String job) {
        Map<String, Object> properties = named(consumer, "-" + job);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer of transactions under this id. */
    public Producer<byte @Nullable [], byte @Nullable []> newProducer(String transactionalId) {
        Map<String, Object> properties = named(producer, "-resend");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> named(Map<String, Object> properties, String suffix) {
        Map<String, Object> named = new HashMap<>(properties);
        Object door = properties.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, "dead-letters");
        named.put(CommonClientConfigs.CLIENT_ID_CONFIG, door + suffix);
        return named;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "cluster at " + admin.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
