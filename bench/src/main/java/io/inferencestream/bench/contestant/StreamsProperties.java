package io.inferencestream.bench.contestant;

import io.inferencestream.bench.work.WorkSettings;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' properties of the contestants that are written with it. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(WorkSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                settings.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        if (settings.tuned()) {
            properties.put(
                    StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                    Runtime.getRuntime().availableProcessors());
            properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            properties.put(StreamsConfig.POLL_MS_CONFIG, 5L);
            if (settings.exactlyOnce()) {
                properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 250L); // as the stream's: same work
            }
        }
        return properties;
    }
}
