package io.inferencestream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.properties.Delivery;
import io.inferencestream.kit.properties.InputBuffers;
import io.inferencestream.kit.properties.InputFacts;
import io.inferencestream.kit.properties.KafkaProperties;
import io.inferencestream.kit.properties.Machine;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka's own classes are asked what they make of the properties: a name that they do not know would not show here. */
class KafkaPropertiesTest {
    private static final InputFacts INPUT = new InputFacts(8, 1 << 20);
    private static final Machine MACHINE = new Machine(16, 4L << 30);

    @Test
    void runsKafkaStreamsForInference() {
        StreamsConfig streams = new StreamsConfig(properties("").streams());

        assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("inference-stream-images");
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(streams.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)).isEqualTo(4);
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(250);
        assertThat(streams.getLong(StreamsConfig.POLL_MS_CONFIG)).isEqualTo(5);
        assertThat(streams.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1);
        assertThat(streams.getString(StreamsConfig.STATE_DIR_CONFIG)).isEqualTo("/srv/state/kafka-streams");
        assertThat(streams.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void sendsIdempotently(Delivery delivery) {
        ProducerConfig producer = producer(properties("delivery: " + delivery));

        assertThat(producer.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG))
                .isTrue();
        assertThat(producer.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
    }

    @Test
    void sendsAtOnceWhereNobodyWaitsForACommit() {
        ProducerConfig atLeastOnce = producer(properties("delivery: at-least-once"));
        ProducerConfig exactlyOnce = producer(properties("delivery: exactly-once"));

        assertThat(atLeastOnce.getLong(ProducerConfig.LINGER_MS_CONFIG)).isZero();
        assertThat(exactlyOnce.getLong(ProducerConfig.LINGER_MS_CONFIG)).isEqualTo(20);
    }

    @Test
    void sendsADeadLetterOfTheLargestMessage() {
        InputFacts large = new InputFacts(1, 100 << 20);

        ProducerConfig producer = producer(new KafkaProperties(settings("").kafkaSettings(), large, MACHINE));

        int deadLetter = (100 << 20) + KafkaProperties.DEAD_LETTER_HEADER_ROOM;
        assertThat(producer.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)).isEqualTo(deadLetter);
        assertThat(producer.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG)).isGreaterThanOrEqualTo(deadLetter);
    }

    @Test
    void readsWhatTheBuffersHaveRoomFor() {
        KafkaProperties properties = properties("");

        ConsumerConfig consumer = consumer(properties);
        InputBuffers buffers = properties.buffers();
        assertThat(consumer.getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)).isEqualTo(buffers.recordsPerPoll());
        assertThat(consumer.getInt(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG))
                .isEqualTo(buffers.partitionFetchBytes());
        assertThat(consumer.getInt(ConsumerConfig.FETCH_MAX_BYTES_CONFIG)).isEqualTo(buffers.fetchBytes());
        assertThat(consumer.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG)).isEqualTo("earliest");
        assertThat(new StreamsConfig(properties.streams()).getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG))
                .isEqualTo(buffers.recordsPerPartition());
    }

    @Test
    void readsCommittedRecordsUnderEitherGuarantee() {
        assertThat(consumer(properties("delivery: exactly-once")).getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
        assertThat(consumer(properties("delivery: at-least-once")).getString(ConsumerConfig.ISOLATION_LEVEL_CONFIG))
                .isEqualTo("read_committed");
    }

    @Test
    void knowsTheTimesThatBoundAWait() {
        KafkaProperties properties = properties("");

        assertThat(properties.commitInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(properties.transactionTimeout())
                .isEqualTo(transactionTimeout(properties))
                .hasSeconds(10);
        assertThat(properties.maxPollInterval())
                .isEqualTo(maxPollInterval(properties))
                .hasMinutes(5);
        assertThat(properties("delivery: at-least-once").commitInterval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void letsTheOperatorsKeysWinWithAPrefixOrWithout() {
        KafkaProperties properties = properties("""
                threads: {stream: 3}
                kafka:
                  commit.interval.ms: 100
                  producer.linger.ms: 7
                  producer.transaction.timeout.ms: 20000
                  transaction.timeout.ms: 30000
                  consumer.max.poll.records: 77
                  main.consumer.max.poll.interval.ms: 60000
                  max.poll.interval.ms: 90000
                  group.protocol: streams
                  auto.offset.reset: latest
                  main.consumer.enable.metrics.push: false
                  enable.metrics.push: false
                """);

        assertThat(properties.commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(properties.transactionTimeout())
                .isEqualTo(transactionTimeout(properties))
                .hasSeconds(20);
        assertThat(properties.maxPollInterval())
                .isEqualTo(maxPollInterval(properties))
                .hasMinutes(1);
        assertThat(properties.streamThreads()).isEqualTo(3);
        assertThat(producer(properties).getLong(ProducerConfig.LINGER_MS_CONFIG))
                .isEqualTo(7);
        assertThat(consumer(properties).getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG))
                .isEqualTo(77);
        assertThat(consumer(properties).getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG))
                .isEqualTo("latest");
    }

    @Test
    void makesPropertiesForClientsBesideKafkaStreams() {
        StreamSettings settings = settings("""
                kafka:
                  bootstrap.servers: b:1
                  security.protocol: SSL
                  poll.ms: 3
                  linger.ms: 4
                  admin.default.api.timeout.ms: 5
                  producer.batch.size: 6
                  my.reporter.host: h
                """);

        assertThat(settings.kafkaSettings().admin())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "b:1",
                        "security.protocol", "SSL",
                        "default.api.timeout.ms", "5",
                        "my.reporter.host", "h"));
        assertThat(settings.kafkaSettings().producer())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "b:1",
                        "security.protocol", "SSL",
                        "linger.ms", "4",
                        "batch.size", "6",
                        "my.reporter.host", "h"));
        assertThat(new AdminClientConfig(settings.kafkaSettings().admin())).isNotNull();
    }

    @Test
    void keepsTheGroupsKeysFromAConsumerThatIsInNoGroup() {
        StreamSettings settings = settings("""
                kafka:
                  group.protocol: streams
                  session.timeout.ms: 9000
                  consumer.fetch.max.wait.ms: 7
                """);

        assertThat(settings.kafkaSettings().consumer())
                .isEqualTo(Map.of("bootstrap.servers", "b:1", "fetch.max.wait.ms", "7"));
    }

    private static KafkaProperties properties(String yaml) {
        return new KafkaProperties(settings(yaml).kafkaSettings(), INPUT, MACHINE);
    }

    private static StreamSettings settings(String yaml) {
        return StreamSettings.parse(
                yaml,
                Map.of(
                        "INFERENCE_STREAM_KAFKA_BOOTSTRAP_SERVERS", "b:1",
                        "INFERENCE_STREAM_STATE_DIRECTORY", "/srv/state"));
    }

    private static ConsumerConfig consumer(KafkaProperties properties) {
        Map<String, Object> consumer =
                new StreamsConfig(properties.streams()).getMainConsumerConfigs("group", "client", 0);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new ConsumerConfig(consumer);
    }

    private static ProducerConfig producer(KafkaProperties properties) {
        Map<String, Object> producer = new StreamsConfig(properties.streams()).getProducerConfigs("client");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return new ProducerConfig(producer);
    }

    private static Duration transactionTimeout(KafkaProperties properties) {
        return Duration.ofMillis(producer(properties).getInt(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
    }

    private static Duration maxPollInterval(KafkaProperties properties) {
        return Duration.ofMillis(consumer(properties).getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
    }
}
