package io.inferencestream.kit.check;

import io.inferencestream.kit.group.GroupView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Kafka cluster as this user sees it, as far as a stream needs it.
 *
 * @param topicNames names of all topics that this user may see
 * @param topics those of the stream's topics that are there
 * @param denied what this user may not even look at, such as {@code topic images} or {@code settings of broker 1}
 * @param unanswered what the brokers gave no answer about in time, named likewise
 * @param group the stream's consumer group; empty where this user may not look at it
 * @param maxTransactionTimeout longest transaction time-out the brokers take; empty where this user may not see it
 * @param streamsVersion level of the feature {@code streams.version}; 0 where the cluster has it off or does not know it
 */
public record ClusterView(
        Set<String> topicNames,
        Map<String, TopicView> topics,
        Set<String> denied,
        Set<String> unanswered,
        Optional<GroupView> group,
        Optional<Duration> maxTransactionTimeout,
        int streamsVersion) {
    public ClusterView {
        topicNames = Set.copyOf(topicNames);
        topics = Map.copyOf(topics);
        denied = Set.copyOf(denied);
        unanswered = Set.copyOf(unanswered);
    }
}
