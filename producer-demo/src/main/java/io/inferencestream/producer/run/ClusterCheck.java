package io.inferencestream.producer.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks before a run whether the brokers answer and the topics are there, so that what is wrong is said at once. */
final class ClusterCheck {
    private static final Logger log = LoggerFactory.getLogger(ClusterCheck.class);
    /** Kafka's own default of {@code max.message.bytes}. */
    private static final int USUAL_MAX_MESSAGE_BYTES = 1_048_588;

    private final Admin admin;
    private final String brokers;

    /** @param brokers where they should be, for messages */
    ClusterCheck(Admin admin, String brokers) {
        this.admin = admin;
        this.brokers = brokers;
    }

    /**
     * Finds out whether all the topics exist.
     *
     * @throws RunException names every one that does not, or says that no broker answers
     */
    void requireTopics(Collection<String> topics) throws RunException, InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics).topicNameValues();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> entry : descriptions.entrySet()) {
            try {
                entry.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException
                        || e.getCause() instanceof InvalidTopicException)) {
                    throw unanswered(e);
                }
                missing.add(entry.getKey());
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(null);
            throw new RunException("the brokers at " + brokers + " have no topic " + String.join(", ", missing)
                    + "; create it, or name another one");
        }
    }

    /**
     * Waits until every partition of a topic that exists is led. A broker names the leader of a new partition before it
     * leads: it may then refuse a producer's first request and take the second, after which the first can never be
     * written (docs/adr/0005). One that answers for a partition's offsets leads.
     *
     * @throws RunException if it does not in six seconds
     */
    void requireLeaders(String topic) throws RunException, InterruptedException {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            admin.listOffsets(ends).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new RunException(
                        "not every partition of topic " + topic + " at " + brokers
                                + " has a leader; see to its brokers, or try again",
                        e);
            }
            throw unanswered(e);
        }
    }

    /** The largest record batch that a topic takes, in bytes; Kafka's default if the broker does not tell us. */
    int maxMessageBytes(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            ConfigEntry limit = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            return limit == null || limit.value() == null ? USUAL_MAX_MESSAGE_BYTES : Integer.parseInt(limit.value());
        } catch (ExecutionException e) {
            log.info("the broker does not tell how large a record of {} may be: {}", topic, e.getMessage());
            return USUAL_MAX_MESSAGE_BYTES;
        }
    }

    private RunException unanswered(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof TimeoutException) {
            return new RunException(
                    "no Kafka broker answers at " + brokers + "; start one, or name yours with --bootstrap-server", e);
        }
        String what = cause instanceof AuthorizationException ? "may not be asked" : "cannot be asked";
        return new RunException("the brokers at " + brokers + " " + what + ": " + e.getMessage(), e);
    }
}
