package io.inferencestream.schemas.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.inferencestream.cluster.broker.BrokerOptions;
import io.inferencestream.cluster.broker.LocalBroker;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class TopicReaderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static LocalBroker broker;

    private String topic;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(BrokerOptions.defaults());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void nameTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void readsEveryPartitionToWhereItsCommittedRecordsEnd() {
        broker.createTopic(topic, 3);
        send(0, 1, 2);
        abort(2, 99);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicReader reader = new TopicReader(consumer, List.of(topic), Start.BEGINNING);
            reader.begin();

            List<Integer> read = readToEnd(reader);

            assertThat(read).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(reader.isCaughtUp()).isTrue();
        }
    }

    @Test
    void readsFromNowOnWhatComesAfterItsBeginning() {
        broker.createTopic(topic, 3);
        send(0, 1, 2);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicReader reader = new TopicReader(consumer, List.of(topic), Start.END);
            reader.begin();
            send(3, 4);

            List<Integer> read = readToEnd(reader);

            assertThat(read).containsExactlyInAnyOrder(3, 4);
        }
    }

    @Test
    void readsAddedPartitionsFromTheirBeginningAndTheOthersOnFromWhereItWas() throws Exception {
        broker.createTopic(topic, 1);
        send(0);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicReader reader = new TopicReader(consumer, List.of(topic), Start.END);
            reader.begin();
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            await().atMost(PATIENCE).until(() -> {
                reader.poll(Duration.ofMillis(100));
                reader.discover();
                return consumer.assignment().size() == 3;
            });
            send(3, 1, 2);

            List<Integer> read = readToEnd(reader);

            assertThat(read).containsExactlyInAnyOrder(1, 2, 3);
        }
    }

    @Test
    void readsNothingUntilAllTopicsExist() {
        broker.createTopic(topic, 1);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicReader reader = new TopicReader(consumer, List.of(topic, topic + "-more"), Start.BEGINNING);

            assertThat(reader.discover()).isFalse();
            assertThat(reader.isCaughtUp()).isFalse();
            assertThatThrownBy(reader::begin).isInstanceOf(KafkaException.class).hasMessageContaining(topic + "-more");
            broker.createTopic(topic + "-more", 1);

            await().atMost(PATIENCE).until(reader::discover);
        }
    }

    @Test
    void followsWhatIsThereAndWhatComesAndBringsARecordAgainThatTheRegistryKeptFromBeingRead() {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        AtomicInteger outages = new AtomicInteger(2);
        TopicFollower.Listener listener = record -> {
            if (number(record) == 1 && outages.getAndDecrement() > 0) {
                throw new RegistryUnavailableException("the registry is away", null);
            }
            seen.add(number(record));
        };
        try (TopicFollower follower =
                new TopicFollower(List.of("followed"), Start.BEGINNING, listener, TopicReaderIT::consumer)) {
            follower.start();
            assertThat(follower.isCaughtUp()).isFalse();
            topic = "followed";
            broker.createTopic(topic, 1);
            send(0, 1, 2);
            await().atMost(PATIENCE).until(() -> seen.size() == 3);

            send(3);

            await().atMost(PATIENCE).until(() -> seen.size() == 4);
            assertThat(seen).containsExactly(0, 1, 2, 3);
            await().atMost(PATIENCE).until(follower::isCaughtUp);
        }
    }

    private static List<Integer> readToEnd(TopicReader reader) {
        List<Integer> read = new ArrayList<>();
        reader.readToEnd(PATIENCE, record -> read.add(number(record)));
        return read;
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "metadata.max.age.ms",
                        500,
                        "allow.auto.create.topics",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return record.value()[0];
    }

    private void send(int... numbers) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            send(producer, numbers);
        }
    }

    private void abort(int... numbers) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, numbers);
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Sends each number to the partition that it leaves as a remainder. */
    private void send(KafkaProducer<byte[], byte[]> producer, int... numbers) {
        int partitions = producer.partitionsFor(topic).size();
        for (int number : numbers) {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, number % partitions, null, new byte[] {(byte) number}));
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
