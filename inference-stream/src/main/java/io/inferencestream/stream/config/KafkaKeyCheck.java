package io.inferencestream.stream.config;

import io.inferencestream.settings.Problem;
import io.inferencestream.settings.Setting;
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
final class KafkaKeyCheck {
    private static final ConfigDef STREAMS = StreamsConfig.configDef();
    private static final ConfigDef CONSUMER = ConsumerConfig.configDef();
    private static final ConfigDef PRODUCER = ProducerConfig.configDef();
    private static final ConfigDef ADMIN = AdminClientConfig.configDef();

    private KafkaKeyCheck() {}

    /** The problem with one key, if there is one. */
    static Optional<Problem> problem(String key, Setting setting) {
        String path = "kafka." + key;
        String value = setting.text();
        return RefusedKafkaKey.of(key, value)
                .map(refused -> new Problem(
                        path, value, setting.origin(), "is not passed through: " + refused.reason(), refused.remedy()))
                .or(() -> value.contains("${") && !EffectiveKafka.NEEDED.contains(KafkaNames.bare(key))
                        ? Optional.empty()
                        : wrong(key, value)
                                .map(wrong -> new Problem(
                                        path,
                                        value,
                                        setting.origin(),
                                        "is refused by Kafka: " + wrong,
                                        "See this key in Kafka's own documentation.")));
    }

    /**
     * The problem with the commit interval and the transaction time-out of an exactly-once stream, if there is one.
     *
     * @param kafka values whose types have been found right
     */
    static Optional<Problem> slowCommit(Map<String, String> kafka) {
        long interval =
                EffectiveKafka.commitInterval(kafka, Delivery.EXACTLY_ONCE).toMillis();
        long timeout =
                EffectiveKafka.transactionTimeout(kafka, Delivery.EXACTLY_ONCE).toMillis();
        if (interval < timeout) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "kafka." + StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Long.toString(interval),
                "",
                "is not below transaction.timeout.ms, " + timeout + ": every transaction would time out",
                "Lower it; "
                        + EffectiveKafka.commitInterval(Map.of(), Delivery.EXACTLY_ONCE)
                                .toMillis() + " is the default."));
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
