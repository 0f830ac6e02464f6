package io.inferencestream.stream.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.core.predict.FakeModel;
import io.inferencestream.kit.clients.ClientLimits;
import io.inferencestream.kit.clients.StreamClients;
import io.inferencestream.stream.clients.NoEvents;
import io.inferencestream.stream.topology.TestStream;
import io.inferencestream.testkit.image.Pngs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * On every path on which Kafka Streams commits, no offset is committed whose record has no outcome in the topic. Runs
 * against a real broker; when a new version of Kafka Streams changes a path, this is the test that must say so.
 */
final class CommitBarrierContractIT {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 300;
    private static final int LONGEST_TRANSACTION_MILLIS = 900_000;
    private static final long NEVER_MILLIS = 600_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A poll hands out a handful of images. */
    private static final ClientLimits CLIENTS =
            new ClientLimits(400, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(1), false);

    private static LocalBroker broker;

    private final List<AutoCloseable> open = new ArrayList<>();
    private String topicPrefix = "";

    /** Kafka's two guarantees, under each of its group protocols. */
    enum Guarantee {
        EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2, GroupProtocol.CLASSIC),
        AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE, GroupProtocol.CLASSIC),
        EXACTLY_ONCE_BY_STREAMS(StreamsConfig.EXACTLY_ONCE_V2, GroupProtocol.STREAMS),
        AT_LEAST_ONCE_BY_STREAMS(StreamsConfig.AT_LEAST_ONCE, GroupProtocol.STREAMS);

        private final String value;
        private final GroupProtocol protocol;

        Guarantee(String value, GroupProtocol protocol) {
            this.value = value;
            this.protocol = protocol;
        }

        boolean isExactlyOnce() {
            return value.equals(StreamsConfig.EXACTLY_ONCE_V2);
        }
    }

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private void createTopics(TestInfo test) {
        topicPrefix = (test.getTestMethod().orElseThrow().getName() + test.getDisplayName() + "-")
                .replaceAll("[^A-Za-z0-9-]", "");
        for (String topic : List.of(TestStream.IMAGES, TestStream.PREDICTIONS, TestStream.DEAD_LETTERS)) {
            broker.createTopic(topicPrefix + topic, PARTITIONS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhereTheCommitIntervalPasses(Guarantee guarantee, TestInfo test) {
        createTopics(test);
        produce(RECORDS);

        KafkaStreams streams = start(guarantee, 100, topology -> {});

        await().atMost(PATIENCE).until(() -> checkedCommits() == RECORDS);
        assertComplete(guarantee);
        assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhereAProcessorRequestsTheCommit(Guarantee guarantee, TestInfo test) {
        createTopics(test);
        produce(RECORDS);

        start(guarantee, NEVER_MILLIS, topology -> topology.addProcessor("committer", Committer::new, "images"));

        await().atMost(PATIENCE).until(() -> checkedCommits() == RECORDS);
        assertComplete(guarantee);
    }

    @ParameterizedTest
    @EnumSource
    void holdsWherePartitionsAreRevoked(Guarantee guarantee, TestInfo test) {
        createTopics(test);
        produce(RECORDS);
        start(guarantee, NEVER_MILLIS, topology -> {});

        start(guarantee, NEVER_MILLIS, topology -> {});

        await().atMost(PATIENCE).until(() -> checkedCommits() > 0);
        closeStreams();
        await().atMost(PATIENCE).until(() -> checkedCommits() == committed());
        assertNothingMissingBelowCommitted();
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhereTheStreamClosesCleanly(Guarantee guarantee, TestInfo test) {
        createTopics(test);
        produce(RECORDS);
        KafkaStreams streams = start(guarantee, NEVER_MILLIS, topology -> {});
        await().atMost(PATIENCE).until(() -> processed(streams) > 0);

        closeStreams();

        assertThat(committed()).isPositive();
        assertNothingMissingBelowCommitted();
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhereAStreamThreadDies(Guarantee guarantee, TestInfo test) {
        createTopics(test);
        produce(RECORDS);
        AtomicInteger seen = new AtomicInteger();

        start(guarantee, 100, topology -> topology.addProcessor("thrower", () -> new Saboteur(seen), "images"));

        await().atMost(PATIENCE).until(() -> checkedCommits() == RECORDS);
        assertThat(seen.get()).isGreaterThan(RECORDS);
        assertComplete(guarantee);
    }

    /**
     * Only at least once: under exactly-once Kafka Streams commits the other tasks' transaction first, in which a
     * corruption that user code declared leaves its output.
     */
    @Test
    void holdsWhereATaskIsRevivedWithItsProcessors(TestInfo test) {
        Guarantee guarantee = Guarantee.AT_LEAST_ONCE;
        createTopics(test);
        produce(RECORDS);
        AtomicInteger seen = new AtomicInteger();

        start(guarantee, 100, topology -> topology.addProcessor("corrupter", () -> new Corrupter(seen), "images"));

        await().atMost(PATIENCE).until(() -> checkedCommits() == RECORDS);
        assertThat(seen.get()).isGreaterThan(RECORDS);
        assertComplete(guarantee);
    }

    @Test
    void withoutTheBarrierTheSameRunLosesRecords(TestInfo test) {
        createTopics(test);
        produce(RECORDS);
        TestStream stream = stream().withoutBarrier();
        KafkaStreams streams = start(Guarantee.EXACTLY_ONCE, NEVER_MILLIS, stream.topology(topicPrefix));
        await().atMost(PATIENCE).until(() -> processed(streams) > 20);

        closeStreams();

        assertThat(outcomes().size())
                .as("outcomes of %s records committed", committed())
                .isLessThan((int) committed());
    }

    private TestStream stream() {
        TestStream stream = new TestStream(
                Duration.ofSeconds(6),
                FakeModel.named("m")
                        .takes(Duration.ofMillis(4), Duration.ofMillis(2))
                        .load());
        open.add(stream);
        return stream;
    }

    private interface Addition {
        void to(Topology topology);
    }

    private KafkaStreams start(Guarantee guarantee, long commitMillis, Addition addition) {
        Topology topology = stream().topology(topicPrefix);
        addition.to(topology);
        return start(guarantee, commitMillis, topology);
    }

    private KafkaStreams start(Guarantee guarantee, long commitMillis, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topicPrefix + "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee.value);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        properties.put("producer.transaction.timeout.ms", LONGEST_TRANSACTION_MILLIS);
        properties.put("auto.offset.reset", "earliest");
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, guarantee.protocol.name);
        if (guarantee.protocol == GroupProtocol.CLASSIC) {
            properties.put("heartbeat.interval.ms", 200);
            properties.put("session.timeout.ms", 3000);
        }
        StreamClients clients = new StreamClients(CLIENTS, new NoEvents());
        properties.putAll(clients.properties());
        KafkaStreams streams = new KafkaStreams(topology, properties, clients);
        streams.setUncaughtExceptionHandler(thrown -> StreamThreadExceptionResponse.REPLACE_THREAD);
        streams.start();
        open.add(() -> close(streams));
        return streams;
    }

    private static void close(KafkaStreams streams) {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(20)));
    }

    private void closeStreams() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (!(open.get(i) instanceof TestStream)) {
                try {
                    open.get(i).close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static double processed(KafkaStreams streams) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("process-total")
                        && metric.getKey().group().equals("stream-thread-metrics"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    private void produce(int count) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<Integer, byte[]> producer =
                new KafkaProducer<>(properties, new IntegerSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topicPrefix + TestStream.IMAGES, i % PARTITIONS, i, Pngs.gray(0)));
            }
        }
    }

    /** The number of records committed, having checked that each has its outcome in the topic by then. */
    private long checkedCommits() {
        long committed = committed();
        assertNothingMissingBelow(offsetsCommitted());
        return committed;
    }

    private long committed() {
        return offsetsCommitted().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Integer, Long> offsetsCommitted() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<Integer, Long> offsets = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(topicPrefix + "app")
                    .partitionsToOffsetAndMetadata()
                    .get();
            all.forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
            return offsets;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void assertNothingMissingBelowCommitted() {
        assertNothingMissingBelow(offsetsCommitted());
    }

    private void assertNothingMissingBelow(Map<Integer, Long> offsets) {
        Set<String> missing = new TreeSet<>();
        offsets.forEach((partition, end) -> {
            for (long offset = 0; offset < end; offset++) {
                missing.add(topicPrefix + TestStream.IMAGES + "-" + partition + "@" + offset + "=a");
            }
        });
        missing.removeAll(outcomes());
        assertThat(missing).as("committed, but without an outcome").isEmpty();
    }

    /** Each record has an outcome; under exactly-once just one, in order. */
    private void assertComplete(Guarantee guarantee) {
        List<String> outcomes = outcomes();
        if (!guarantee.isExactlyOnce()) {
            assertThat(Set.copyOf(outcomes)).hasSize(RECORDS);
            return;
        }
        Map<String, Long> last = new LinkedHashMap<>();
        for (String outcome : outcomes) {
            String partition = outcome.substring(0, outcome.indexOf('@'));
            long offset = Long.parseLong(outcome.substring(outcome.indexOf('@') + 1, outcome.indexOf('=')));
            assertThat(offset).isEqualTo(last.getOrDefault(partition, -1L) + 1);
            last.put(partition, offset);
        }
        assertThat(outcomes).hasSize(RECORDS);
    }

    private List<String> outcomes() {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topicPrefix + TestStream.PREDICTIONS, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> values = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                    values.add(record.value());
                }
            }
            return values;
        }
    }

    /** Asks for a commit after each record of its task. */
    private static final class Committer extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            context().commit();
        }
    }

    /** Fails once, at the hundredth record that any of its kind sees. */
    private static final class Saboteur implements Processor<byte[], byte[], Void, Void> {
        private static final int VICTIM = 100;
        private final AtomicInteger seen;

        Saboteur(AtomicInteger seen) {
            this.seen = seen;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (seen.incrementAndGet() == VICTIM) {
                throw new IllegalStateException("sabotage");
            }
        }
    }

    /** Declares its task corrupted once, which makes Kafka Streams revive it: close and init the same processors. */
    private static final class Corrupter extends ContextualProcessor<byte[], byte[], Void, Void> {
        private static final int VICTIM = 100;
        private final AtomicInteger seen;

        Corrupter(AtomicInteger seen) {
            this.seen = seen;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            if (seen.incrementAndGet() == VICTIM) {
                throw new TaskCorruptedException(Set.of(context().taskId()));
            }
        }
    }
}
