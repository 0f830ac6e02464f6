package io.inferencestream.deadletters.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks a cluster about topics. Blocks for as long as the client's time-outs say; every method throws
 * {@link KafkaException} where the cluster does not answer or refuses.
 */
public final class TopicQuestions {
    private final Admin admin;

    public TopicQuestions(Admin admin) {
        this.admin = admin;
    }

    /** What a topic is; empty where there is none of this name. */
    public Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.ofNullable(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    /** A topic's settings in effect, by Kafka's names. */
    public Map<String, String> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new HashMap<>();
        answer(admin.describeConfigs(List.of(resource)).all())
                .values()
                .forEach(config -> config.entries().forEach(entry -> {
                    if (entry.value() != null) {
                        settings.put(entry.name(), entry.value());
                    }
                }));
        return settings;
    }

    /** Where each partition begins. */
    public Map<Integer, Long> beginnings(String topic, int partitions) {
        return offsets(topic, partitions, OffsetSpec.earliest());
    }

    /** Where each partition ends, records of open transactions among what is before. */
    public Map<Integer, Long> ends(String topic, int partitions) {
        return offsets(topic, partitions, OffsetSpec.latest());
    }

    private Map<Integer, Long> offsets(String topic, int partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), which);
        }
        return answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        found -> found.getKey().partition(),
                        found -> found.getValue().offset()));
    }

    /** The answer, or its failure as Kafka's own exception. */
    public static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
