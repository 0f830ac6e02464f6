package io.inferencestream.kit.properties;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka's clients end up with, by the order in which Kafka Streams looks at prefixed and bare keys. */
public final class EffectiveKafka {
    private static final List<String> CONSUMER =
            List.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "");
    private static final List<String> PRODUCER = List.of(StreamsConfig.PRODUCER_PREFIX, "");

    /** Keys whose values the stream goes by itself, so that it must be able to read them. */
    static final Set<String> NEEDED = Set.of(
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            ProducerConfig.BATCH_SIZE_CONFIG,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);

    private EffectiveKafka() {}

    static Duration commitInterval(Map<String, ?> kafka, Delivery delivery) {
        return millis(
                kafka,
                List.of(""),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                delivery == Delivery.EXACTLY_ONCE ? "250" : "1000");
    }

    /** Kafka Streams lowers the producer's default of a minute to 10 s where there are transactions. */
    static Duration transactionTimeout(Map<String, ?> kafka, Delivery delivery) {
        return millis(
                kafka,
                PRODUCER,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                delivery == Delivery.EXACTLY_ONCE ? "10000" : "60000");
    }

    static Duration maxPollInterval(Map<String, ?> kafka) {
        return millis(kafka, CONSUMER, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "300000");
    }

    static Duration deliveryTimeout(Map<String, ?> kafka) {
        return millis(kafka, PRODUCER, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000");
    }

    static long bufferMemory(Map<String, ?> kafka) {
        String otherwise = Long.toString(KafkaProperties.DEFAULT_BUFFER_MEMORY);
        return Long.parseLong(value(kafka, PRODUCER, ProducerConfig.BUFFER_MEMORY_CONFIG, otherwise));
    }

    static int batchBytes(Map<String, ?> kafka) {
        String otherwise = Integer.toString(KafkaProperties.BATCH_BYTES);
        return Integer.parseInt(value(kafka, PRODUCER, ProducerConfig.BATCH_SIZE_CONFIG, otherwise));
    }

    static String compression(Map<String, ?> kafka) {
        return value(kafka, PRODUCER, ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    }

    /** Largest record that the producer sends: its largest request, or all its memory. */
    static long recordBytes(Map<String, ?> kafka, String otherwise) {
        return Math.min(
                Long.parseLong(value(kafka, PRODUCER, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, otherwise)),
                Long.parseLong(value(kafka, PRODUCER, ProducerConfig.BUFFER_MEMORY_CONFIG, otherwise)));
    }

    static String autoOffsetReset(Map<String, ?> kafka) {
        return value(kafka, CONSUMER, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    static boolean isStaticMember(Map<String, ?> kafka) {
        return !value(kafka, CONSUMER, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "")
                .isEmpty();
    }

    private static Duration millis(Map<String, ?> kafka, List<String> prefixes, String name, String otherwise) {
        return Duration.ofMillis(Long.parseLong(value(kafka, prefixes, name, otherwise)));
    }

    private static String value(Map<String, ?> kafka, List<String> prefixes, String name, String otherwise) {
        for (String prefix : prefixes) {
            Object value = kafka.get(prefix + name);
            if (value != null) {
                return value.toString().strip();
            }
        }
        return otherwise;
    }
}
