package io.inferencestream.containers;

import static org.awaitility.Awaitility.await;

import io.inferencestream.schemas.follow.Start;
import io.inferencestream.schemas.follow.TopicReader;
import io.inferencestream.schemas.outcome.Outcome;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.RecordPosition;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What became of every image, as committed: the offsets of the images by input partition, in the order of their
 * outcomes.
 *
 * @param predicted those that have a prediction
 * @param rejected those that are dead letters
 */
record Outcomes(Map<Integer, List<Long>> predicted, Map<Integer, List<Long>> rejected) {
    private static final String PREDICTIONS = "predictions";
    private static final String DEAD_LETTERS = "images-dead-letters";

    /** Waits until that many outcomes are written, committed or not: the stream is in the midst of its work. */
    static void awaitWritten(GuardedCluster cluster, long count) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            await().atMost(GuardedCluster.PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> ends(admin, IsolationLevel.READ_UNCOMMITTED).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()
                            >= count);
        }
    }

    /** Waits until no transaction is open and every image has an outcome, then reads them all. */
    static Outcomes settled(GuardedCluster cluster, int images) {
        Outcomes[] last = {new Outcomes(Map.of(), Map.of())};
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            await().atMost(GuardedCluster.PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        Map<TopicPartition, Long> ends = ends(admin, IsolationLevel.READ_COMMITTED);
                        if (!ends.equals(ends(admin, IsolationLevel.READ_UNCOMMITTED))) {
                            return false;
                        }
                        last[0] = read(cluster);
                        return last[0].answered() >= images;
                    });
        }
        return last[0];
    }

    private static List<TopicPartition> partitions() {
        return Stream.of(PREDICTIONS, DEAD_LETTERS)
                .flatMap(topic ->
                        IntStream.range(0, GuardedCluster.PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)))
                .toList();
    }

    private static Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions().stream().collect(Collectors.toMap(partition -> partition, p -> OffsetSpec.latest()));
        return admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static Outcomes read(GuardedCluster cluster) {
        Outcomes outcomes = new Outcomes(new TreeMap<>(), new TreeMap<>());
        OutcomeReader reader = OutcomeReader.of(
                SchemaRegistryClient.of(Map.of("schema.registry.url", cluster.registryUrl())), DEAD_LETTERS);
        Map<String, Object> properties =
                Map.of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicReader topics = new TopicReader(consumer, List.of(PREDICTIONS, DEAD_LETTERS), Start.BEGINNING);
            topics.begin();
            topics.readToEnd(GuardedCluster.PATIENCE, record -> outcomes.note((Outcome) reader.read(record)));
        }
        return outcomes;
    }

    private void note(Outcome outcome) {
        RecordPosition origin = outcome.origin();
        note(outcome.fold(is -> predicted, is -> rejected), origin.partition(), origin.offset());
    }

    private static void note(Map<Integer, List<Long>> kind, int partition, long offset) {
        kind.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
    }

    private int answered() {
        return (int) IntStream.range(0, GuardedCluster.PARTITIONS)
                .mapToLong(partition -> all(partition).distinct().count())
                .sum();
    }

    private Stream<Long> all(int partition) {
        return Stream.of(predicted, rejected).flatMap(kind -> kind.getOrDefault(partition, List.of()).stream());
    }

    /** The offsets of a partition's images, as often as they have an outcome. */
    List<Long> offsets(int partition) {
        return all(partition).sorted().toList();
    }

    long rejections() {
        return rejected.values().stream().mapToLong(List::size).sum();
    }
}
