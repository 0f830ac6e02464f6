package io.inferencestream.kit.check;

import io.inferencestream.kit.admin.Answer;
import io.inferencestream.kit.group.GroupReader;
import io.inferencestream.kit.group.GroupView;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a cluster through an {@link Admin} client, which it does not own.
 *
 * <p>What this user may not see is noted, not thrown. Not thread-safe: reads once. Blocks until its deadline at most.
 */
public final class ClusterReader {
    private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final Admin admin;
    private final Deadline deadline;
    private final Set<String> denied = new TreeSet<>();
    private final Set<String> unanswered = new TreeSet<>();

    /** @param deadline for all answers together; what comes later is noted as unanswered */
    public ClusterReader(Admin admin, Deadline deadline) {
        this.admin = admin;
        this.deadline = deadline;
    }

    /**
     * Reads.
     *
     * @param topics the topics to look at
     * @param application the stream's name, which its consumer group has too
     * @param isTransactional whether its outcomes are written in transactions
     * @throws KafkaException if the cluster does not answer, or refuses this user altogether
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ClusterView read(Collection<String> topics, String application, boolean isTransactional)
            throws InterruptedException {
        Collection<Node> nodes = answer(admin.describeCluster().nodes());
        Map<String, KafkaFuture<Void>> rights = new RightsProbe(admin, application).ask(isTransactional);
        Set<String> names = answer(admin.listTopics().names());
        int streamsVersion = streamsVersion();
        Map<String, TopicView> views = topics(topics);
        Optional<Duration> maxTransactionTimeout = maxTransactionTimeout(nodes);
        Optional<GroupView> group = group(application);
        for (Map.Entry<String, KafkaFuture<Void>> right : rights.entrySet()) {
            noteDenial(right.getKey(), right.getValue());
        }
        return new ClusterView(names, views, denied, unanswered, group, maxTransactionTimeout, streamsVersion);
    }

    private void noteDenial(String right, KafkaFuture<Void> asked) throws InterruptedException {
        try {
            answer(asked);
        } catch (AuthorizationException e) {
            denied.add(right);
        } catch (TimeoutException e) {
            unanswered.add(right);
        } catch (KafkaException e) {
            // Allowed, and there is no such thing: what was asked for was meant to be impossible.
        }
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

    private Optional<GroupView> group(String group) throws InterruptedException {
        try {
            return Optional.of(new GroupReader(admin, group).read(deadline.left()));
        } catch (TimeoutException e) {
            unanswered.add("group " + group);
        } catch (TopicAuthorizationException e) {
            denied.add("topics of group " + group);
        } catch (AuthorizationException e) {
            denied.add("group " + group);
        }
        return Optional.empty();
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

    /** The answer; or null where there is nothing by that name, or where this user may not look or no answer comes, which is noted. */
    private <T> @Nullable T orDenied(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return answer(future);
        } catch (AuthorizationException e) {
            denied.add(what);
        } catch (TimeoutException e) {
            unanswered.add(what);
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            // Not there: the view says so by lacking it.
        }
        return null;
    }

    private <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        return Answer.within(deadline.left(), future);
    }
}
