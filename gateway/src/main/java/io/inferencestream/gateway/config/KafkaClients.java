package io.inferencestream.gateway.config;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.schemas.size.MessageSizes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka's clients as the gateway needs them; an operator's own properties win. Values are bytes at both ends.
 *
 * <p>Thread-safe. Whoever has one made closes it.
 */
public final class KafkaClients {
    private static final Set<String> PREFIXES = Set.of("consumer.", "producer.", "admin.");

    private final GatewaySettings settings;

    /** Connects to nothing yet. */
    public KafkaClients(GatewaySettings settings) {
        this.settings = settings;
    }

    /** A consumer without a group, of committed records only. */
    public KafkaConsumer<byte[], byte[]> consumer(String name) {
        return new KafkaConsumer<>(consumerProperties(name), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> consumerProperties(String name) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, "gateway-" + name,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
                // Partitions that are added are found as soon as they can hold outcomes of requests.
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000",
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500"));
        add(properties, ConsumerConfig.configNames(), "consumer.");
        return properties;
    }

    /** A producer that gives up within ten seconds, so that a request knows before it times out. */
    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "gateway",
                ProducerConfig.LINGER_MS_CONFIG, "0",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000",
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Integer.toString(
                                MessageSizes.messageBytes(settings.limits().imageBytes())),
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                        Long.toString(
                                Math.max(32L << 20, settings.limits().imageBytes() + 2L * MessageSizes.EVENT_ROOM))));
        add(properties, ProducerConfig.configNames(), "producer.");
        return properties;
    }

    /** An admin client that does not wait long. */
    public Admin admin() {
        return Admin.create(adminProperties());
    }

    private Map<String, Object> adminProperties() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG, "gateway-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "5000",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500"));
        add(properties, AdminClientConfig.configNames(), "admin.");
        return properties;
    }

    /** How dead letters and their ledger are got at; no call waits long either. */
    public ClusterAccess access() {
        return new ClusterAccess(adminProperties(), consumerProperties("dead-letters"), producerProperties());
    }

    private void add(Map<String, Object> properties, Set<String> names, String prefix) {
        settings.kafka().forEach((key, value) -> {
            boolean isOthers = PREFIXES.stream().anyMatch(key::startsWith);
            if (!isOthers && (names.contains(key) || !isAnyones(key))) {
                properties.put(key, value);
            }
        });
        settings.kafka().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), value);
            }
        });
    }

    private static boolean isAnyones(String key) {
        return ConsumerConfig.configNames().contains(key)
                || ProducerConfig.configNames().contains(key)
                || AdminClientConfig.configNames().contains(key);
    }
}
