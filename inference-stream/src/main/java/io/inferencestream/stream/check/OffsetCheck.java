package io.inferencestream.stream.check;

import io.inferencestream.kit.admin.Answer;
import io.inferencestream.kit.check.Deadline;
import io.inferencestream.kit.check.Finding;
import io.inferencestream.stream.config.StreamSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Compares what a stream's group has committed on its input with what is still there.
 *
 * <p>What this user may not see is not judged here: {@link ClusterRules} names it. Blocks until its deadline at most.
 */
final class OffsetCheck {
    private final Admin admin;
    private final StreamSettings settings;
    private final Deadline deadline;

    OffsetCheck(Admin admin, StreamSettings settings, Deadline deadline) {
        this.admin = admin;
        this.settings = settings;
        this.deadline = deadline;
    }

    /** @throws InterruptedException if the thread is interrupted while it waits */
    List<Finding> run() throws InterruptedException {
        try {
            return compare();
        } catch (TimeoutException e) {
            return List.of(Finding.warning(
                    "group " + settings.application(),
                    "the brokers have not said in time what it has committed, or what is still there: whether images were"
                            + " deleted before they were read is not known",
                    "Check again."));
        }
    }

    private List<Finding> compare() throws InterruptedException {
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, Long> begins = offsets(committed, OffsetSpec::earliest);
        Map<TopicPartition, Long> ends = offsets(committed, OffsetSpec::latest);
        List<Finding> findings = new ArrayList<>();
        committed.forEach((partition, next) -> {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, Long.MAX_VALUE);
            if (next < begin) {
                findings.add(deleted(partition, next, begin));
            } else if (next > end) {
                findings.add(beyondTheEnd(partition, next, end));
            }
        });
        return findings;
    }

    private Finding deleted(TopicPartition partition, long next, long begin) {
        return finding(
                partition,
                "offsets " + next + " to " + (begin - 1) + ", up to " + (begin - next)
                        + " images, were deleted before the stream has read them",
                "Raise the topic's retention.ms, or add instances");
    }

    private Finding beyondTheEnd(TopicPartition partition, long next, long end) {
        return finding(
                partition,
                "the stream is to read on at offset " + next + ", and the partition ends at " + end
                        + ": it was made anew, or has lost its end",
                "Say where to read on with inference-stream reset");
    }

    private Finding finding(TopicPartition partition, String message, String remedy) {
        String subject = "group " + settings.application() + " on " + partition;
        String reset = settings.kafkaSettings().autoOffsetReset();
        return reset.equalsIgnoreCase("none")
                ? Finding.problem(
                        subject,
                        message,
                        remedy
                                + ". With auto.offset.reset none the stream stops there: inference-stream reset moves it.")
                : Finding.warning(
                        subject, message, remedy + ". The stream reads on by auto.offset.reset, " + reset + ".");
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all =
                answer(admin.listConsumerGroupOffsets(settings.application()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> committed = new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
        all.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(settings.input().topic())) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, Long> partitions, Supplier<OffsetSpec> which)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.keySet().forEach(partition -> question.put(partition, which.get()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(question).all())
                .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }

    /** The answer; nothing where there is no such group or partition, or this user may not look. */
    private <V> Map<TopicPartition, V> answer(KafkaFuture<Map<TopicPartition, V>> future) throws InterruptedException {
        try {
            return Answer.within(deadline.left(), future);
        } catch (AuthorizationException | GroupIdNotFoundException | UnknownTopicOrPartitionException e) {
            return Map.of();
        }
    }
}
