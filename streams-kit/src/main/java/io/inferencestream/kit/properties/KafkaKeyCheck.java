package io.inferencestream.kit.properties;

import io.inferencestream.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Finds what is wrong with Kafka's own keys before Kafka does, which names one problem at a time.
 *
 * <p>Keys that Kafka does not know pass: plug-ins have keys of their own. Values with a {@code ${...}} pass: Kafka's
 * configuration providers put something in; not so where the stream itself goes by the value.
 */
public final class KafkaKeyCheck {
    private static final ConfigDef STREAMS = StreamsConfig.configDef();
    private static final ConfigDef CONSUMER = ConsumerConfig.configDef();
    private static final ConfigDef PRODUCER = ProducerConfig.configDef();
    private static final ConfigDef ADMIN = AdminClientConfig.configDef();

    private final Section keys;

    /** @param keys takes what is wrong */
    public KafkaKeyCheck(Section keys) {
        this.keys = keys;
    }

    /** Checks each key, and then those that depend on each other. */
    public void check(Map<String, String> kafka, Delivery delivery) {
        boolean isRight = true;
        for (Map.Entry<String, String> entry : kafka.entrySet()) {
            isRight &= isRight(entry.getKey(), entry.getValue());
        }
        if (isRight && delivery == Delivery.EXACTLY_ONCE) {
            checkCommitInterval(kafka);
        }
    }

    private boolean isRight(String key, String value) {
        Optional<RefusedKafkaKey> refused = RefusedKafkaKey.of(key, value);
        refused.ifPresent(one -> problem(key, "is not passed through: " + one.reason(), one.remedy()));
        boolean isForProvider = value.contains("${") && !EffectiveKafka.NEEDED.contains(KafkaNames.bare(key));
        if (refused.isPresent() || isForProvider) {
            return refused.isEmpty();
        }
        Optional<String> wrong = wrong(key, value);
        wrong.ifPresent(
                one -> problem(key, "is refused by Kafka: " + one, "See this key in Kafka's own documentation."));
        return wrong.isEmpty();
    }

    private void checkCommitInterval(Map<String, String> kafka) {
        Duration interval = EffectiveKafka.commitInterval(kafka, Delivery.EXACTLY_ONCE);
        Duration timeout = EffectiveKafka.transactionTimeout(kafka, Delivery.EXACTLY_ONCE);
        if (interval.compareTo(timeout) >= 0) {
            problem(
                    StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                    "is not below transaction.timeout.ms, " + timeout.toMillis() + ", but " + interval.toMillis()
                            + ": every transaction would time out",
                    "Lower it, or raise transaction.timeout.ms.");
        }
    }

    private void problem(String key, String wrong, String remedy) {
        keys.problem("kafka." + key, wrong, remedy);
    }

    private static Optional<String> wrong(String key, String value) {
        String bare = KafkaNames.bare(key);
        return definitions(KafkaNames.prefix(key)).stream()
                .filter(definition -> definition.names().contains(bare))
                .map(definition -> definition.configKeys().get(bare))
                .findFirst()
                .flatMap(definition -> wrong(definition, value));
    }

    /** Whose keys follow a prefix; Kafka Streams' own come before its clients' of the same name. */
    private static List<ConfigDef> definitions(String prefix) {
        return switch (prefix) {
            case "" -> List.of(STREAMS, CONSUMER, PRODUCER, ADMIN);
            case StreamsConfig.PRODUCER_PREFIX -> List.of(PRODUCER);
            case StreamsConfig.ADMIN_CLIENT_PREFIX -> List.of(ADMIN);
            default -> List.of(CONSUMER);
        };
    }

    private static Optional<String> wrong(ConfigDef.ConfigKey definition, String value) {
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
            return Optional.empty();
        } catch (ConfigException e) {
            // Kafka's message begins with the value, which may be a secret and is in the problem anyway.
            String message = String.valueOf(e.getMessage());
            String mark = "for configuration " + definition.name + ": ";
            int reason = message.indexOf(mark);
            return Optional.of(reason < 0 ? "it is not a valid value" : message.substring(reason + mark.length()));
        }
    }
}
