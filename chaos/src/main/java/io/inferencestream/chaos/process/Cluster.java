package io.inferencestream.chaos.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the broker says of the stream's topics and of its group. Thread-safe. */
public final class Cluster implements AutoCloseable {
    /** A broker that is away is asked again soon. */
    private static final int ANSWER_MILLIS = 5_000;

    private final Admin admin;
    private final StreamTopics topics;

    public Cluster(String bootstrapServers, StreamTopics topics) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.topics = topics;
    }

    /** The broker does not answer now; later it may. */
    public static final class UnansweredException extends Exception {
        private static final long serialVersionUID = 1;

        UnansweredException(Throwable cause) {
            super(cause);
        }
    }

    /** Creates the topics; returns once every partition takes records. */
    public void createTopics() throws UnansweredException, InterruptedException {
        List<NewTopic> wanted = List.of(
                topic(topics.images(), topics.partitions(), Map.of()),
                topic(
                        topics.predictions(),
                        topics.partitions(),
                        Map.of("max.message.bytes", Integer.toString(StreamTopics.LARGEST_PREDICTION))),
                topic(topics.deadLetters(), topics.partitions(), Map.of("max.message.bytes", "1200000")),
                topic(topics.models(), 1, Map.of("cleanup.policy", "compact")));
        try {
            admin.createTopics(wanted).all().get();
        } catch (ExecutionException e) {
            throw new UnansweredException(e);
        }
        awaitLeaders();
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, (short) 1).configs(config);
    }

    /** A partition whose offsets are answered is led; one whose leader is only named may refuse the first records. */
    private void awaitLeaders() throws UnansweredException, InterruptedException {
        List<TopicPartition> all = new ArrayList<>(topics.inputs());
        all.addAll(topics.outputs());
        all.add(new TopicPartition(topics.models(), 0));
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                ends(all, IsolationLevel.READ_UNCOMMITTED);
                return;
            } catch (UnansweredException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** The high watermarks, or the last stable offsets. */
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
            throws UnansweredException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            return admin
                    .listOffsets(wanted, new ListOffsetsOptions(isolation).timeoutMs(ANSWER_MILLIS))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException e) {
            throw new UnansweredException(e);
        }
    }

    /** Whether no transaction is open on the outputs. */
    public boolean isStable() throws UnansweredException, InterruptedException {
        return ends(topics.outputs(), IsolationLevel.READ_UNCOMMITTED)
                .equals(ends(topics.outputs(), IsolationLevel.READ_COMMITTED));
    }

    /** For a person: what keeps readers of committed records from the end of an output, a line for each. */
    public List<String> openTransactions() throws UnansweredException, InterruptedException {
        Map<TopicPartition, Long> stable = ends(topics.outputs(), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = ends(topics.outputs(), IsolationLevel.READ_UNCOMMITTED);
        List<TopicPartition> held = topics.outputs().stream()
                .filter(partition -> !Objects.equals(stable.get(partition), ends.get(partition)))
                .toList();
        List<String> lines = new ArrayList<>();
        try {
            for (TopicPartition partition : held) {
                long readable = stable.getOrDefault(partition, 0L);
                admin.describeProducers(List.of(partition)).partitionResult(partition).get().activeProducers().stream()
                        .filter(producer ->
                                producer.currentTransactionStartOffset().isPresent())
                        .forEach(producer -> lines.add(partition + " is stable to " + readable + " of "
                                + ends.get(partition) + ": " + producer));
            }
            admin.listTransactions().all().get().forEach(transaction -> lines.add(transaction.toString()));
        } catch (ExecutionException e) {
            throw new UnansweredException(e);
        }
        return lines;
    }

    /** The offsets that the stream has committed, by partition of the images. */
    public Map<TopicPartition, Long> committed() throws UnansweredException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                            topics.prefix(), new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_MILLIS))
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, Long> committed = new HashMap<>();
            for (TopicPartition partition : topics.inputs()) {
                OffsetAndMetadata offset = offsets.get(partition);
                committed.put(partition, offset == null ? 0 : offset.offset());
            }
            return committed;
        } catch (ExecutionException e) {
            throw new UnansweredException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
