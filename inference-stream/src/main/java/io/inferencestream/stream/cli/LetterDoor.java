package io.inferencestream.stream.cli;

import io.inferencestream.deadletters.cluster.ClusterAccess;
import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.deadletters.ledger.Ledger;
import io.inferencestream.deadletters.resend.ResendOptions;
import io.inferencestream.deadletters.resend.Resender;
import io.inferencestream.stream.config.StreamSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The command line's door to the dead letters of a stream and their ledger, by the stream's settings. */
final class LetterDoor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CALL_MILLIS = 20_000;

    private LetterDoor() {}

    /** The caller closes it. */
    static Resender open(StreamSettings settings) {
        Map<String, Object> admin = new TreeMap<>(settings.kafkaSettings().admin());
        admin.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        admin.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS / 2);
        Map<String, Object> consumer = new TreeMap<>(settings.kafkaSettings().consumer());
        consumer.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        Map<String, Object> producer = new TreeMap<>(settings.kafkaSettings().producer());
        producer.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_MILLIS);
        return new Resender(
                new ClusterAccess(admin, consumer, producer),
                new LetterTopics(settings.input().topic(), settings.output().deadLetters()),
                Ledger.roomIn(Runtime.getRuntime().maxMemory()),
                PATIENCE);
    }

    static ResendOptions options(boolean stampsNow) {
        return new ResendOptions(
                "command line (" + System.getProperty("user.name", "unknown") + ")", stampsNow, PATIENCE);
    }
}
