package io.inferencestream.stream.kill;

import static org.awaitility.Awaitility.await;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.event.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what became of every record: committed outcomes only, and only once nothing is open any more. */
final class Outcomes {
    private final Map<Integer, Map<Long, Integer>> times = new TreeMap<>();
    private final Map<Integer, List<Long>> predicted = new TreeMap<>();
    private final Map<Integer, List<Long>> rejected = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();

    private Outcomes() {}

    /** The number of outcomes written so far, committed or not. */
    static long written(Admin admin, TestTopics topics) {
        return ends(admin, topics, IsolationLevel.READ_UNCOMMITTED).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until no transaction is open and at least that many outcomes can be read, then reads them all. */
    static Outcomes settled(Admin admin, TestTopics topics, String bootstrap, String registry, int atLeast) {
        Outcomes[] last = {new Outcomes()};
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Map<TopicPartition, Long> high = ends(admin, topics, IsolationLevel.READ_UNCOMMITTED);
                    if (!high.equals(ends(admin, topics, IsolationLevel.READ_COMMITTED))) {
                        return false;
                    }
                    last[0] = read(high, topics, bootstrap, registry);
                    return last[0].distinct() >= atLeast;
                });
        return last[0];
    }

    private static Map<TopicPartition, Long> ends(Admin admin, TestTopics topics, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted = topics.outputs().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Outcomes read(Map<TopicPartition, Long> ends, TestTopics topics, String bootstrap, String registry) {
        Outcomes outcomes = new Outcomes();
        RecordReader<PredictionEvent> reader = RecordReader.of(
                SchemaRegistryClient.of(Map.of("schema.registry.url", registry)), PredictionEvent.class);
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", 5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.outputs();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.topic().equals(topics.predictions())) {
                        PredictionEvent event = reader.read(record.value());
                        outcomes.note(outcomes.predicted, event.getInputPartition(), event.getInputOffset());
                    } else {
                        outcomes.noteDeadLetter(record);
                    }
                }
            }
        }
        return outcomes;
    }

    private void noteDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        int partition = Integer.parseInt(header(record, DeadLetters.PARTITION));
        long offset = Long.parseLong(header(record, DeadLetters.OFFSET));
        note(rejected, partition, offset);
        reasons.put(partition + "@" + offset, header(record, DeadLetters.REASON));
    }

    private void note(Map<Integer, List<Long>> kind, int partition, long offset) {
        kind.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
        times.computeIfAbsent(partition, p -> new TreeMap<>()).merge(offset, 1, Integer::sum);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Records that have an outcome. */
    int distinct() {
        return times.values().stream().mapToInt(Map::size).sum();
    }

    /** Records that have more than one. */
    long doubled() {
        return times.values().stream()
                .flatMap(offsets -> offsets.values().stream())
                .filter(count -> count > 1)
                .count();
    }

    /** Outcomes that stand behind one of a later record, within a partition of their topic. */
    long reordered() {
        return reordered(predicted) + reordered(rejected);
    }

    private static long reordered(Map<Integer, List<Long>> kind) {
        long count = 0;
        for (List<Long> offsets : kind.values()) {
            for (int i = 1; i < offsets.size(); i++) {
                if (offsets.get(i) < offsets.get(i - 1)) {
                    count++;
                }
            }
        }
        return count;
    }

    int rejectedCount() {
        return rejected.values().stream().mapToInt(List::size).sum();
    }

    /** Why records were rejected, by PARTITION@OFFSET. */
    Map<String, String> reasons() {
        return reasons;
    }
}
