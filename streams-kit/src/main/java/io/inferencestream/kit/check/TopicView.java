package io.inferencestream.kit.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic as this user sees it.
 *
 * @param partitions how many it has
 * @param config its settings in effect; empty where this user may not see them
 * @param allowed what this user may do; empty where the broker does not tell
 */
public record TopicView(int partitions, Map<String, String> config, Set<AclOperation> allowed) {
    public TopicView {
        config = Map.copyOf(config);
        allowed = Set.copyOf(allowed);
    }

    /** Largest batch of records the topic takes; empty where this user may not see it. */
    public Optional<Integer> maxMessageBytes() {
        return Optional.ofNullable(config.get("max.message.bytes")).map(Integer::valueOf);
    }

    /** Whether old records with the same key are removed. */
    public boolean isCompacted() {
        return config.getOrDefault("cleanup.policy", "").contains("compact");
    }

    public boolean isAllowed(AclOperation operation) {
        return allowed.isEmpty() || allowed.contains(operation);
    }
}
