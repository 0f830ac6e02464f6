package io.inferencestream.stream.cli;

import io.inferencestream.deadletters.letter.LetterTopic;
import io.inferencestream.stream.config.KafkaProperties;
import io.inferencestream.stream.config.StreamSettings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's clients for reading dead letters and sending them again, by a stream's settings. */
final class LetterClients {
    private static final int PATIENCE_MILLIS = 20_000;

    private LetterClients() {}

    static KafkaConsumer<byte[], byte[]> consumer(StreamSettings settings) {
        Map<String, Object> properties = new TreeMap<>(KafkaProperties.consumer(settings));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The dead letters; says so where their topic is not there. */
    static LetterTopic topic(StreamSettings settings, KafkaConsumer<byte[], byte[]> consumer) {
        String topic = settings.output().deadLetters();
        if (consumer.partitionsFor(topic).isEmpty()) {
            throw new KafkaException("there is no topic " + topic + "; 'topics create' makes it");
        }
        return new LetterTopic(consumer, topic);
    }

    static KafkaProducer<byte @Nullable [], byte @Nullable []> producer(StreamSettings settings) {
        Map<String, Object> properties = new TreeMap<>(KafkaProperties.producer(settings));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.application() + "-dead-letters-resend");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE / 8);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
