package io.inferencestream.kit.group;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer group as this user sees it.
 *
 * @param protocol what its members speak, or have last spoken; empty where there is no such group
 * @param members those that it has; one that was killed counts until its session has expired
 * @param topology the topics that its topology reads, which brokers keep under the protocol {@code streams} alone
 */
public record GroupView(Optional<Protocol> protocol, List<Member> members, Set<String> topology) {
    /** There is no such group. */
    public static final GroupView NONE = new GroupView(Optional.empty(), List.of(), Set.of());

    /** How members of a group find their partitions. */
    public enum Protocol {
        /** Kafka Streams on its clients' protocol, {@code group.protocol: classic}. */
        CLASSIC,
        /** Kafka Streams on the brokers' protocol, {@code group.protocol: streams}. */
        STREAMS,
        /** Consumers that are no Kafka Streams program. */
        OTHER;

        /** The protocol that a Kafka Streams program of this {@code group.protocol} speaks. */
        public static Protocol of(String groupProtocol) {
            return groupProtocol.strip().equalsIgnoreCase("streams") ? STREAMS : CLASSIC;
        }
    }

    /**
     * One stream thread.
     *
     * @param clientId its client id
     * @param host where it connects from
     * @param topics the topics of the partitions that it was given
     */
    public record Member(String clientId, String host, Set<String> topics) {
        public Member {
            topics = Set.copyOf(topics);
        }
    }

    public GroupView {
        members = List.copyOf(members);
        topology = Set.copyOf(topology);
    }
}
