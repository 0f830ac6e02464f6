package io.inferencestream.kit.group;

import io.inferencestream.kit.group.GroupView.Member;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds members of a group that do other work than an instance of this label.
 *
 * <p>A group shares its partitions among all its members. Where these read several topics, its leader gives its own
 * topic's partitions to members that do not read it, and the others' to nobody: all look well, and none gets on.
 */
public final class Discord {
    /** What an operator can do about it. */
    public static final String REMEDY =
            "The members of a group share its work, so they read and write the same topics in the same format. Give one"
                    + " of them another application, or mend its topics; to change them on purpose, stop every instance"
                    + " first (one that was killed counts until its session has expired).";

    private static final int MAX_NAMED = 5;

    private final MemberLabel own;
    private final String application;

    /**
     * @param application the group, and the first part of its members' client ids
     * @param own what this instance does
     */
    public Discord(String application, MemberLabel own) {
        this.application = application;
        this.own = own;
    }

    /** What another member does that this instance does not do, in words; empty where all do the same. */
    public Optional<String> in(GroupView group) {
        if (group.members().isEmpty()) {
            return Optional.empty();
        }
        Set<String> strangers = new TreeSet<>();
        for (Member member : group.members()) {
            MemberLabel.read(application, member.clientId())
                    .filter(label -> !label.equals(own))
                    .ifPresent(label -> strangers.add(
                            "member " + member.clientId() + " at " + member.host() + " " + difference(label)));
        }
        return strangers.isEmpty() ? otherTopics(group) : Optional.of(sentence(List.copyOf(strangers)));
    }

    private static String sentence(List<String> strangers) {
        int more = strangers.size() - MAX_NAMED;
        String named = String.join("; ", strangers.subList(0, Math.min(MAX_NAMED, strangers.size())));
        return more > 0 ? named + "; and " + more + " more" : named;
    }

    private String difference(MemberLabel other) {
        if (!other.topic().equals(own.topic())) {
            return "reads topic " + other.topic() + ", and this instance reads " + own.topic();
        }
        if (!other.format().equals(own.format())) {
            return "reads topic " + other.topic() + " as " + other.format() + ", and this instance as " + own.format();
        }
        return "reads topic " + other.topic() + " like this instance, and writes to other topics";
    }

    /** Of members without a label the group tells no more than which topics they have been given. */
    private Optional<String> otherTopics(GroupView group) {
        TreeSet<String> topics = new TreeSet<>(group.topology());
        group.members().forEach(member -> topics.addAll(member.topics()));
        topics.remove(own.topic());
        return topics.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "its members read " + String.join(", ", topics) + ", and this instance reads " + own.topic());
    }
}
