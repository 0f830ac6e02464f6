package io.inferencestream.containers;

import static org.awaitility.Awaitility.await;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What became of every picture, as committed: the offsets of the pictures by input partition, in the order of their
 * outcomes.
 *
 * @param predicted those that have a prediction
 * @param rejected those that are dead letters
 */
record Outcomes(Map<Integer, List<Long>> predicted, Map<Integer, List<Long>> rejected) {
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

    /** Waits until no transaction is open and every picture has an outcome, then reads them all. */
    static Outcomes settled(GuardedCluster cluster, int pictures) {
        Outcomes[] last = {new Outcomes(Map.of(), Map.of())};
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            await().atMost(GuardedCluster.PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        Map<TopicPartition, Long> ends = ends(admin, IsolationLevel.READ_COMMITTED);
                        if (!ends.equals(ends(admin, IsolationLevel.READ_UNCOMMITTED))) {
                            return false;
                        }
                        last[0] = read(cluster, ends);
                        return last[0].answered() >= pictures;
                    });
        }
        return last[0];
    }

    private static List<TopicPartition> partitions() {
        return Stream.of("predictions", "images-dead-letters")
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

    private static Outcomes read(GuardedCluster cluster, Map<TopicPartition, Long> ends) {
        Outcomes outcomes = new Outcomes(new TreeMap<>(), new TreeMap<>());
        RecordReader<PredictionEvent> reader = RecordReader.of(
                SchemaRegistryClient.of(Map.of("schema.registry.url", cluster.registryUrl())), PredictionEvent.class);
        Map<String, Object> properties =
                Map.of("bootstrap.servers", cluster.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions());
            consumer.seekToBeginning(partitions());
            while (partitions().stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> outcomes.note(record, reader));
            }
        }
        return outcomes;
    }

    private void note(ConsumerRecord<byte[], byte[]> record, RecordReader<PredictionEvent> reader) {
        if (record.topic().equals("predictions")) {
            PredictionEvent event = reader.read(record.value());
            note(predicted, event.getInputPartition(), event.getInputOffset());
        } else {
            note(
                    rejected,
                    Integer.parseInt(header(record, HeaderNames.ERROR_PARTITION)),
                    Long.parseLong(header(record, HeaderNames.ERROR_OFFSET)));
        }
    }

    private static void note(Map<Integer, List<Long>> kind, int partition, long offset) {
        kind.computeIfAbsent(partition, p -> new ArrayList<>()).add(offset);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private int answered() {
        return (int) IntStream.range(0, GuardedCluster.PARTITIONS)
                .mapToLong(partition -> all(partition).distinct().count())
                .sum();
    }

    private Stream<Long> all(int partition) {
        return Stream.of(predicted, rejected).flatMap(kind -> kind.getOrDefault(partition, List.of()).stream());
    }

    /** The offsets of a partition's pictures, as often as they have an outcome. */
    List<Long> offsets(int partition) {
        return all(partition).sorted().toList();
    }

    long rejections() {
        return rejected.values().stream().mapToLong(List::size).sum();
    }
}
