package io.inferencestream.kit.properties;

import io.inferencestream.schemas.registry.RegistryKeys;
import io.inferencestream.settings.PassThrough;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Names of Kafka's own properties. */
public final class KafkaNames {
    /** What Kafka Streams takes before the name of a client's property; the longer ones first. */
    public static final List<String> PREFIXES = List.of(
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX);

    /** Every property of Kafka Streams and of the clients it makes, without prefix. */
    public static final Set<String> ALL = all();

    /** All of them, and those of plug-ins, are Kafka's to read. */
    public static final PassThrough KAFKA = new PassThrough("Kafka", ALL, PREFIXES, true);

    /** Those of the schema registry's client, which has no plug-ins. */
    public static final PassThrough REGISTRY =
            new PassThrough("the schema registry", RegistryKeys.ALL, List.of(), false);

    private static final List<String> FAMILIES =
            List.of(StreamsConfig.CLIENT_TAG_PREFIX, StreamsConfig.TOPIC_PREFIX, "config.providers.");

    private KafkaNames() {}

    private static Set<String> all() {
        Set<String> names = new TreeSet<>(StreamsConfig.configDef().names());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return Collections.unmodifiableSet(names);
    }

    /** Whether Kafka has a key of this name, without prefix, or a family of keys that begin so. */
    static boolean isKnown(String bare) {
        return ALL.contains(bare) || FAMILIES.stream().anyMatch(bare::startsWith);
    }

    /** The prefix of a key, or the empty text. */
    static String prefix(String key) {
        return PREFIXES.stream().filter(key::startsWith).findFirst().orElse("");
    }

    /** The key without its prefix. */
    static String bare(String key) {
        return key.substring(prefix(key).length());
    }
}
