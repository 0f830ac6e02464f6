package io.inferencestream.stream.provision;

import io.inferencestream.deadletters.cluster.LetterTopics;
import io.inferencestream.kit.admin.Answer;
import io.inferencestream.kit.provision.TopicStep;
import io.inferencestream.kit.provision.TopicWishes;
import io.inferencestream.stream.config.StreamSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics of a stream. Doing it again does nothing: what is as it should be is kept. Never deletes a topic, and
 * never takes partitions or room away.
 *
 * <p>Not thread-safe. Blocks for as long as the client's time-outs say; throws {@link KafkaException} where the cluster
 * refuses. The client stays the caller's to close.
 */
public final class TopicProvisioner {
    private static final long LEADER_WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Admin admin;

    public TopicProvisioner(Admin admin) {
        this.admin = admin;
    }

    /** What it takes; looks, and changes nothing. */
    public List<TopicStep> plan(StreamSettings settings, TopicWishes wishes) throws InterruptedException {
        Map<String, TopicPlan.FoundTopic> found = new HashMap<>();
        for (String topic : List.of(
                settings.input().topic(),
                settings.output().predictions(),
                settings.output().deadLetters(),
                LetterTopics.ledgerOf(settings.output().deadLetters()),
                settings.output().models())) {
            TopicDescription description = description(topic);
            if (description != null) {
                found.put(
                        topic,
                        new TopicPlan.FoundTopic(
                                description.partitions().size(),
                                config(new ConfigResource(ConfigResource.Type.TOPIC, topic))));
            }
        }
        return TopicPlan.of(settings, wishes, found);
    }

    /** Takes one step, and returns once it can be seen. A topic that somebody else has just made counts as made. */
    public void take(TopicStep step, TopicWishes wishes) throws InterruptedException {
        if (step instanceof TopicStep.Create create) {
            create(create, wishes);
        } else if (step instanceof TopicStep.Change change) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, change.topic());
            Collection<AlterConfigOp> set = List.of(
                    new AlterConfigOp(new ConfigEntry(change.setting(), change.to()), AlterConfigOp.OpType.SET));
            Answer.of(admin.incrementalAlterConfigs(Map.of(resource, set)).all());
        } else if (step instanceof TopicStep.Widen widen) {
            Answer.of(admin.createPartitions(Map.of(widen.topic(), NewPartitions.increaseTo(widen.to())))
                    .all());
        }
    }

    private void create(TopicStep.Create create, TopicWishes wishes) throws InterruptedException {
        Optional<Short> replicas = wishes.replicas().isPresent()
                ? Optional.of((short) wishes.replicas().getAsInt())
                : Optional.empty();
        NewTopic topic =
                new NewTopic(create.topic(), Optional.of(create.partitions()), replicas).configs(create.config());
        try {
            Answer.of(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            return;
        }
        awaitLeaders(create.topic());
    }

    /** The controller answers before the brokers have heard of the topic; until then a stream would not find it. */
    private void awaitLeaders(String topic) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < LEADER_WAIT_NANOS) {
            TopicDescription description = description(topic);
            if (description != null
                    && description.partitions().stream().allMatch(partition -> partition.leader() != null)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new KafkaException("topic " + topic + " is made, but has no leader yet: see whether all brokers are up");
    }

    private @Nullable TopicDescription description(String topic) throws InterruptedException {
        try {
            return Answer.of(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic);
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    private Map<String, String> config(ConfigResource resource) throws InterruptedException {
        Map<String, String> values = new HashMap<>();
        Answer.of(Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).values().get(resource)))
                .entries()
                .forEach(entry -> {
                    if (entry.value() != null) {
                        values.put(entry.name(), entry.value());
                    }
                });
        return values;
    }
}
