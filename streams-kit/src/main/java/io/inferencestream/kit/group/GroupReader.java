package io.inferencestream.kit.group;

import io.inferencestream.kit.admin.Answer;
import io.inferencestream.kit.group.GroupView.Member;
import io.inferencestream.kit.group.GroupView.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Looks at a consumer group through an {@link Admin} client, which it does not own. Changes nothing. Thread-safe; blocks
 * the calling thread.
 */
public final class GroupReader {
    /** What a group calls itself that Kafka Streams' own assignor leads; empty while it rebalances. */
    private static final Set<String> STREAMS_ASSIGNORS = Set.of("", "stream");

    private final Admin admin;
    private final String group;

    public GroupReader(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /**
     * Reads.
     *
     * @param timeout longest wait for each of up to two answers
     * @throws org.apache.kafka.common.errors.TopicAuthorizationException if the group reads topics that this user may
     *     not look at
     * @throws KafkaException if the cluster does not answer, or does not let this user look at the group
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public GroupView read(Duration timeout) throws InterruptedException {
        try {
            return view(Answer.within(
                    timeout,
                    admin.describeStreamsGroups(List.of(group))
                            .describedGroups()
                            .get(group)));
        } catch (GroupIdNotFoundException | UnsupportedVersionException e) {
            return consumers(timeout); // no group of that protocol, or brokers that do not speak it
        }
    }

    private GroupView consumers(Duration timeout) throws InterruptedException {
        try {
            return view(Answer.within(
                    timeout,
                    admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)));
        } catch (GroupIdNotFoundException e) {
            return GroupView.NONE;
        }
    }

    private static GroupView view(StreamsGroupDescription group) {
        List<Member> members = group.members().stream().map(GroupReader::member).toList();
        Set<String> topology = group.subtopologies().stream()
                .map(StreamsGroupSubtopologyDescription::sourceTopics)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return new GroupView(Optional.of(Protocol.STREAMS), members, topology);
    }

    private static Member member(StreamsGroupMemberDescription member) {
        return new Member(member.clientId(), member.clientHost(), Set.of());
    }

    private static GroupView view(ConsumerGroupDescription group) {
        boolean isKafkaStreams =
                group.type() == GroupType.CLASSIC && STREAMS_ASSIGNORS.contains(group.partitionAssignor());
        return new GroupView(
                Optional.of(isKafkaStreams ? Protocol.CLASSIC : Protocol.OTHER),
                group.members().stream().map(GroupReader::member).toList(),
                Set.of());
    }

    private static Member member(MemberDescription member) {
        Set<String> topics = member.assignment().topicPartitions().stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        return new Member(member.clientId(), member.host(), topics);
    }
}
