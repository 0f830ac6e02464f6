package io.inferencestream.kit.properties;

import io.inferencestream.settings.Nearest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a program's settings say of Kafka, and the properties of the clients that are not Kafka Streams' own.
 *
 * @param application Kafka's {@code application.id}
 * @param clientId names this process among the group's members
 * @param delivery how often an outcome may come
 * @param streamThreads asked for; 0 for as many as suit the machine
 * @param stateDirectory where Kafka Streams keeps what it keeps
 * @param kafka the operator's own keys, with Kafka Streams' prefixes or without; secrets are as they are
 */
public record KafkaSettings(
        String application,
        String clientId,
        Delivery delivery,
        int streamThreads,
        Path stateDirectory,
        Map<String, String> kafka) {
    /** Keys of the stream's group; a consumer that is in none would refuse the protocol {@code streams}. */
    private static final Set<String> OF_THE_GROUP = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

    public KafkaSettings {
        if (streamThreads < 0) {
            throw new IllegalArgumentException("streamThreads must not be negative: " + streamThreads);
        }
        kafka = Map.copyOf(kafka);
    }

    /** Stream threads on this machine; a thread does little but hand over, so four cores share one. */
    public int streamThreads(Machine machine) {
        return streamThreads > 0 ? streamThreads : Math.max(1, machine.cores() / 4);
    }

    /** Properties of an {@code Admin} client for the same cluster. */
    public Map<String, Object> admin() {
        return client(AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX);
    }

    /** Properties of a producer for the same cluster that is not Kafka Streams' own; it is idempotent. */
    public Map<String, Object> producer() {
        return client(ProducerConfig.configNames(), StreamsConfig.PRODUCER_PREFIX);
    }

    /** Properties of a consumer for the same cluster that is in no group and not Kafka Streams' own. */
    public Map<String, Object> consumer() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.removeAll(OF_THE_GROUP);
        return client(names, StreamsConfig.CONSUMER_PREFIX);
    }

    private Map<String, Object> client(Set<String> names, String prefix) {
        Map<String, Object> properties = new TreeMap<>();
        kafka.forEach((key, value) -> {
            boolean isCustom = KafkaNames.prefix(key).isEmpty() && !KafkaNames.ALL.contains(key);
            if (names.contains(key) || isCustom) {
                properties.put(key, value);
            }
        });
        kafka.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.put(key.substring(prefix.length()), value);
            }
        });
        return Collections.unmodifiableMap(properties);
    }

    /** Keys that neither Kafka nor its clients have, each with the one that was perhaps meant. */
    public Map<String, Optional<String>> unknownKeys() {
        Map<String, Optional<String>> unknown = new TreeMap<>();
        for (String key : kafka.keySet()) {
            String bare = KafkaNames.bare(key);
            if (!KafkaNames.isKnown(bare)) {
                unknown.put(key, Nearest.to(bare, KafkaNames.ALL).map(name -> KafkaNames.prefix(key) + name));
            }
        }
        return Collections.unmodifiableMap(unknown);
    }

    /** Largest batch of outcomes that is sent to a topic, but for a single larger outcome. */
    public int batchBytes() {
        return EffectiveKafka.batchBytes(kafka);
    }

    /** Largest record that the operator lets the producers send; empty where that is left to the program. */
    public Optional<Long> maxRecordBytes() {
        long bytes = EffectiveKafka.recordBytes(kafka, Long.toString(Long.MAX_VALUE));
        return bytes == Long.MAX_VALUE ? Optional.empty() : Optional.of(bytes);
    }

    /** Where a group begins that has no offset. */
    public String autoOffsetReset() {
        return EffectiveKafka.autoOffsetReset(kafka);
    }

    /** The broker keeps the session time-out of a group under the protocol {@code streams}. */
    boolean isClassic() {
        return "classic"
                .equalsIgnoreCase(kafka.getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic")
                        .strip());
    }
}
