package io.inferencestream.stream.reset;

import io.inferencestream.core.outcome.RecordId;
import io.inferencestream.kit.admin.Answer;
import io.inferencestream.kit.group.GroupReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Moves the committed offsets of a stream's group on its input, whichever of Kafka's group protocols it speaks. They are
 * all that the stream remembers: it has no changelog and no repartition topic.
 *
 * <p>Not thread-safe. Blocks for as long as the client's time-outs say; throws {@link KafkaException} where the cluster
 * refuses. The client stays the caller's to close.
 */
public final class GroupReset {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final String group;
    private final String topic;

    /**
     * One partition's move.
     *
     * @param from where the group would go on now; empty where it has committed nothing
     * @param to where it would go on then
     */
    public record Move(TopicPartition partition, Optional<Long> from, long to) {
        @Override
        public String toString() {
            String before = from.map(String::valueOf).orElse("nothing committed");
            long distance = to - from.orElse(to);
            String what = distance < 0
                    ? ", %,d read again".formatted(-distance)
                    : distance > 0 ? ", %,d never read".formatted(distance) : "";
            return partition + ": from " + before + " to " + to + what;
        }
    }

    /**
     * @param group the stream's application
     * @param topic its input
     */
    public GroupReset(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    /** How many members the group has; a killed instance counts until its session has expired. */
    public int members() throws InterruptedException {
        return new GroupReader(admin, group).read(PATIENCE).members().size();
    }

    /** What it takes to go on there; looks, and changes nothing. */
    public List<Move> plan(ResetTarget target) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        List<Move> moves = new ArrayList<>();
        for (Map.Entry<TopicPartition, Long> to : targets(target).entrySet()) {
            OffsetAndMetadata from = committed.get(to.getKey());
            moves.add(new Move(to.getKey(), Optional.ofNullable(from).map(OffsetAndMetadata::offset), to.getValue()));
        }
        return moves;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException {
        try {
            return Answer.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> targets(ResetTarget target) throws InterruptedException {
        Map<TopicPartition, Long> earliest = offsets(OffsetSpec.earliest());
        Map<TopicPartition, Long> latest = offsets(OffsetSpec.latest());
        if (target instanceof ResetTarget.Earliest) {
            return earliest;
        }
        if (target instanceof ResetTarget.Latest) {
            return latest;
        }
        if (target instanceof ResetTarget.At at) {
            Map<TopicPartition, Long> targets =
                    offsets(OffsetSpec.forTimestamp(at.time().toEpochMilli()));
            targets.replaceAll((partition, offset) -> offset < 0 ? latest.get(partition) : offset);
            return targets;
        }
        return target(((ResetTarget.Before) target).record(), earliest, latest);
    }

    private Map<TopicPartition, Long> target(
            RecordId record, Map<TopicPartition, Long> earliest, Map<TopicPartition, Long> latest) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Long first = earliest.get(partition);
        Long end = latest.get(partition);
        if (first == null || end == null || record.offset() < first || record.offset() > end) {
            throw new KafkaException("there is no record " + record + "; the stream reads " + topic
                    + ", whose offsets are" + " from " + earliest + " to " + latest);
        }
        return Map.of(partition, record.offset());
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec spec) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        Objects.requireNonNull(Answer.of(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic))
                .partitions()
                .forEach(partition -> asked.put(new TopicPartition(topic, partition.partition()), spec));
        Map<TopicPartition, Long> offsets = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> offset :
                Answer.of(admin.listOffsets(asked).all()).entrySet()) {
            offsets.put(offset.getKey(), offset.getValue().offset());
        }
        return offsets;
    }

    /** Moves. The brokers refuse it while the group has members, should one have joined meanwhile. */
    public void move(List<Move> moves) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        moves.forEach(move -> offsets.put(move.partition(), new OffsetAndMetadata(move.to())));
        Answer.of(admin.alterConsumerGroupOffsets(group, offsets).all());
    }
}
