package io.inferencestream.cluster.broker;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Writes and reads strings with Kafka's own clients. */
final class Records {
    private Records() {}

    static Admin admin(LocalBroker broker) {
        return Admin.create(Map.of(BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    static ProducerRecord<String, String> record(String topic, String value) {
        return new ProducerRecord<>(topic, value);
    }

    static KafkaProducer<String, String> producer(LocalBroker broker, Map<String, Object> extra) {
        Map<String, Object> config = new HashMap<>(extra);
        config.put(BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        config.put(MAX_BLOCK_MS_CONFIG, 20_000);
        config.put(REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    static void send(LocalBroker broker, String topic, String... values) throws Exception {
        try (var producer = producer(broker, Map.of())) {
            for (String value : values) {
                producer.send(record(topic, value)).get();
            }
        }
    }

    /** On a thread of its own: a producer that lost its only broker forgets its topics, and send() waits for them. */
    static CompletableFuture<RecordMetadata> sendInTheBackground(
            KafkaProducer<String, String> producer, String topic, String value) {
        return CompletableFuture.supplyAsync(() -> producer.send(record(topic, value)))
                .thenApplyAsync(sent -> {
                    try {
                        return sent.get();
                    } catch (InterruptedException | ExecutionException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    static void commit(LocalBroker broker, String topic, String value) {
        try (var producer = producer(broker, Map.of(TRANSACTIONAL_ID_CONFIG, "committer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(topic, value));
            producer.commitTransaction();
        }
    }

    static void abort(LocalBroker broker, String topic, String value) {
        try (var producer = producer(broker, Map.of(TRANSACTIONAL_ID_CONFIG, "aborter"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(topic, value));
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Reads committed records as a member of a group until there are as many as expected. */
    static List<String> read(LocalBroker broker, String topic, int expected) {
        Map<String, Object> config = Map.of(
                BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                GROUP_ID_CONFIG, "readers",
                AUTO_OFFSET_RESET_CONFIG, "earliest",
                ISOLATION_LEVEL_CONFIG, "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                return values.size() >= expected;
            });
        }
        return values;
    }
}
