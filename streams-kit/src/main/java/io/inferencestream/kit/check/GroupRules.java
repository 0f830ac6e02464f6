package io.inferencestream.kit.check;

import static io.inferencestream.kit.check.Finding.problem;

import io.inferencestream.kit.group.Discord;
import io.inferencestream.kit.group.GroupView;
import io.inferencestream.kit.group.GroupView.Protocol;
import io.inferencestream.kit.group.MemberLabel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Judges whether an instance may join its group: who is in it, and what they speak. */
public final class GroupRules {
    private final String application;
    private final MemberLabel own;
    private final Protocol wanted;
    private final KafkaScripts scripts;

    /**
     * @param application the group
     * @param own what the instance does
     * @param wanted what it speaks
     */
    public GroupRules(String application, MemberLabel own, Protocol wanted, KafkaScripts scripts) {
        this.application = application;
        this.own = own;
        this.wanted = wanted;
        this.scripts = scripts;
    }

    public List<Finding> judge(GroupView group) {
        return new Discord(application, own)
                .in(group)
                .map(discord -> problem("group " + application, discord, Discord.REMEDY))
                .or(() -> otherProtocol(group))
                .or(() -> keptTopology(group))
                .map(List::of)
                .orElse(List.of());
    }

    private Optional<Finding> otherProtocol(GroupView group) {
        if (group.members().isEmpty() || group.protocol().orElse(wanted) == wanted) {
            return Optional.empty();
        }
        if (group.protocol().orElse(wanted) == Protocol.OTHER) {
            return Optional.of(problem(
                    "group " + application,
                    "its members are consumers that are no Kafka Streams program, and brokers let no other kind in",
                    "Give the stream another application, or stop those consumers."));
        }
        String their = wanted == Protocol.STREAMS ? "classic" : "streams";
        return Optional.of(
                problem(
                        "kafka.group.protocol",
                        "the " + group.members().size() + " members of group " + application + " speak " + their
                                + ", and brokers let no member in that speaks "
                                + wanted.name().toLowerCase(Locale.ROOT),
                        "It cannot be changed one instance after the other: stop every instance, then start them with the new"
                                + " one. They go on where they were. One that was killed counts until its session has expired."));
    }

    /** Brokers keep the topology of a group that speaks {@code streams}, and refuse another even if all have left. */
    private Optional<Finding> keptTopology(GroupView group) {
        boolean isOther = wanted == Protocol.STREAMS
                && !group.topology().isEmpty()
                && !group.topology().equals(Set.of(own.topic()));
        return isOther
                ? Optional.of(problem(
                        "group " + application,
                        "it has no members and was made by a stream that reads " + String.join(", ", group.topology())
                                + ", and brokers change no group's topology",
                        "Give the stream another application; or delete the group, and where it was with it: "
                                + scripts.deleteStreamsGroup(application)))
                : Optional.empty();
    }
}
