package io.inferencestream.stream.check;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a cluster through an {@link Admin} client, which it does not own.
 *
 * <p>What this user may not see is noted, not thrown. Not thread-safe: reads once. Blocks for as long as the client's
 * time-outs say.
 */
final class ClusterReader {
    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final Admin admin;
    private final Set<String> denied = new TreeSet<>();

    ClusterReader(Admin admin) {
        this.admin = admin;
    }

    /**
     * Reads.
     *
     * @param topics the topics to look at
     * @param group the consumer group to look at
     * @throws KafkaException if the cluster does not answer, or refuses this user altogether
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    ClusterView read(Collection<String> topics, String group) throws InterruptedException {
        Collection<Node> nodes = answer(admin.describeCluster().nodes());
        Set<String> names = answer(admin.listTopics().names());
        Map<String, TopicView> views = topics(topics);
        lookAtGroup(group);
        return new ClusterView(names, views, denied, maxTransactionTimeout(nodes), streamsVersion());
    }

    private Map<String, TopicView> topics(Collection<String> topics) throws InterruptedException {
        Map<String, TopicView> views = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (String topic : new HashSet<>(topics)) {
            TopicDescription description = orDenied("topic " + topic, Objects.requireNonNull(descriptions.get(topic)));
            if (description != null) {
                var allowed = description.authorizedOperations();
                views.put(
                        topic,
                        new TopicView(
                                description.partitions().size(),
                                config(new ConfigResource(ConfigResource.Type.TOPIC, topic)),
                                allowed == null ? Set.of() : allowed));
            }
        }
        return views;
    }

    private Map<String, String> config(ConfigResource resource) throws InterruptedException {
        String what = "settings of " + resource.type().name().toLowerCase(Locale.ROOT) + " " + resource.name();
        Config config = orDenied(
                what,
                Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).values().get(resource)));
        Map<String, String> values = new HashMap<>();
        if (config != null) {
            config.entries().forEach(entry -> {
                if (entry.value() != null) {
                    values.put(entry.name(), entry.value());
                }
            });
        }
        return values;
    }

    private void lookAtGroup(String group) throws InterruptedException {
        orDenied(
                "group " + group,
                Objects.requireNonNull(admin.describeConsumerGroups(List.of(group), new DescribeConsumerGroupsOptions())
                        .describedGroups()
                        .get(group)));
    }

    private Optional<Duration> maxTransactionTimeout(Collection<Node> nodes) throws InterruptedException {
        for (Node node : nodes) {
            String value = config(new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .get(MAX_TRANSACTION_TIMEOUT);
            return Optional.ofNullable(value).map(millis -> Duration.ofMillis(Long.parseLong(millis)));
        }
        return Optional.empty();
    }

    private int streamsVersion() throws InterruptedException {
        try {
            FinalizedVersionRange range = answer(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get("streams.version");
            return range == null ? 0 : range.maxVersionLevel();
        } catch (UnsupportedVersionException e) {
            return 0;
        }
    }

    /** The answer; or null where there is nothing by that name, or where this user may not look, which is noted. */
    private <T> @Nullable T orDenied(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return answer(future);
        } catch (AuthorizationException e) {
            denied.add(what);
        } catch (UnknownTopicOrPartitionException | InvalidTopicException | GroupIdNotFoundException e) {
            // Not there: the view says so by lacking it.
        }
        return null;
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
