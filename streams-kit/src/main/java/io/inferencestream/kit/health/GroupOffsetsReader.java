package io.inferencestream.kit.health;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker how far a group has got with a topic. Blocks for some seconds at most. */
public final class GroupOffsetsReader {
    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsetsReader.class);
    private static final int PATIENCE_MILLIS = 4_000;

    private final Admin admin;
    private final String group;
    private final String topic;

    /** @param admin stays the caller's to close */
    public GroupOffsetsReader(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    /** The offsets; empty where the broker does not tell them. */
    public Optional<GroupOffsets> read() {
        try {
            List<TopicPartition> partitions = partitions();
            KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> committed = admin.listConsumerGroupOffsets(
                            group, new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                    .partitionsToOffsetAndMetadata();
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> starts = list(partitions, OffsetSpec.earliest());
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends = list(partitions, OffsetSpec.latest());
            return Optional.of(new GroupOffsets(
                    values(answer(committed), OffsetAndMetadata::offset),
                    values(answer(starts), ListOffsetsResultInfo::offset),
                    values(answer(ends), ListOffsetsResultInfo::offset)));
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().addKeyValue("topic", topic).setCause(e).log("Offsets cannot be read");
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<TopicPartition> partitions() throws ExecutionException, TimeoutException, InterruptedException {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS);
        return answer(admin.describeTopics(List.of(topic), options).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
            List<TopicPartition> partitions, OffsetSpec spec) {
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(PATIENCE_MILLIS);
        return admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec)),
                        options)
                .all();
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(PATIENCE_MILLIS + 500, TimeUnit.MILLISECONDS);
    }

    private <T> Map<TopicPartition, Long> values(Map<TopicPartition, T> answers, Function<T, Long> offset) {
        Map<TopicPartition, Long> values = new HashMap<>();
        answers.forEach((partition, answer) -> {
            if (answer != null && partition.topic().equals(topic)) {
                values.put(partition, offset.apply(answer));
            }
        });
        return values;
    }
}
