package io.inferencestream.kit.properties;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka's properties for one stream: the settings' own over defaults that suit image inference.
 *
 * <p>Immutable. The maps hold secrets as they are.
 */
public final class KafkaProperties {
    /**
     * Bytes that the headers of a dead letter may take beyond the record it was: a topic of dead letters takes messages
     * so much larger than the input's.
     */
    public static final int DEAD_LETTER_HEADER_ROOM = 64 << 10;

    /**
     * At least once, outcomes leave at once, so that a batch is what has gathered while others are on their way; exactly
     * once, it is what has gathered while they linger. Four times as much as Kafka's default makes fewer requests of many
     * small outcomes. A topic of dead letters takes batches so large.
     */
    static final int BATCH_BYTES = DEAD_LETTER_HEADER_ROOM;

    /**
     * Whoever reads committed records sees an outcome when its transaction commits, and a commit sends what lingers: so
     * that waiting for larger batches delays nobody.
     */
    private static final long COMMITTED_LINGER_MILLIS = 20;

    /** Without effect here, where there is no global store; but until Kafka 5 its default earns a warning. */
    private static final String QUIET_GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    /** As long as a transaction may stay open: then both are over when a killed instance's partitions move. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** How late a client learns of added partitions: Kafka's five minutes would leave their images unread for as long. */
    private static final long METADATA_MAX_AGE_MILLIS = 20_000;

    static final long DEFAULT_BUFFER_MEMORY = 32L << 20;
    private static final String DEFAULT_REQUEST_BYTES = "1048576";

    private final Map<String, Object> streams;
    private final Delivery delivery;
    private final int streamThreads;
    private final InputFacts input;
    private final InputBuffers buffers;

    /** Derives what the settings leave open from the input topic and the machine. */
    public KafkaProperties(KafkaSettings settings, InputFacts input, Machine machine) {
        this.delivery = settings.delivery();
        this.streamThreads = settings.streamThreads(machine);
        this.input = input;
        this.buffers = InputBuffers.divide(machine.heapBytes(), input, streamThreads);
        Map<String, Object> properties = new TreeMap<>();
        putTunables(properties, settings, input);
        settings.kafka().forEach((key, value) -> properties.put(key, typed(key, value)));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, delivery.processingGuarantee());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streamThreads);
        this.streams = Collections.unmodifiableMap(properties);
    }

    /** All without prefix, so that a key of the operator's overrides ours with a prefix or without. */
    private void putTunables(Map<String, Object> properties, KafkaSettings settings, InputFacts input) {
        int largestRequest = deadLetterBytes(input.largestMessageBytes());
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, settings.clientId());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.stateDirectory().resolve("kafka-streams").toString());
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                EffectiveKafka.commitInterval(Map.of(), delivery).toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        // A task has one partition, so that there is no other to wait for; and finding that out costs at every record.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(QUIET_GLOBAL_HANDLER, true);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, buffers.recordsPerPartition());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, buffers.recordsPerPoll());
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, buffers.partitionFetchBytes());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, buffers.fetchBytes());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        if (settings.isClassic()) {
            properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        }
        properties.put(
                ProducerConfig.LINGER_MS_CONFIG, delivery == Delivery.EXACTLY_ONCE ? COMMITTED_LINGER_MILLIS : 0L);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRequest);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(DEFAULT_BUFFER_MEMORY, largestRequest));
    }

    /** Largest dead letter, in bytes, for an input topic with this limit of bytes a message. */
    public static int deadLetterBytes(int largestMessageBytes) {
        return (int) Math.min(Integer.MAX_VALUE, (long) largestMessageBytes + DEAD_LETTER_HEADER_ROOM);
    }

    /** Kafka Streams casts this one value, before it has parsed it. */
    private static Object typed(String key, String value) {
        return key.endsWith(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG) ? Boolean.valueOf(value.strip()) : value;
    }

    /** Properties for {@code KafkaStreams}. */
    public Map<String, Object> streams() {
        return streams;
    }

    /** Stream threads of this process; at least 1. */
    public int streamThreads() {
        return streamThreads;
    }

    /** Partitions of the input topic; at least 1. */
    public int inputPartitions() {
        return input.partitions();
    }

    /** How much input Kafka Streams may hold; keys of the operator's are not counted in. */
    public InputBuffers buffers() {
        return buffers;
    }

    /** How often Kafka Streams commits. */
    public Duration commitInterval() {
        return EffectiveKafka.commitInterval(streams, delivery);
    }

    /**
     * How long a transaction may stay open before the broker aborts it, and how long committed readers wait for one that
     * a killed process left; without meaning where delivery is at least once.
     */
    public Duration transactionTimeout() {
        return EffectiveKafka.transactionTimeout(streams, delivery);
    }

    /** Largest record that the stream's producers send. */
    public long maxRecordBytes() {
        return EffectiveKafka.recordBytes(streams, DEFAULT_REQUEST_BYTES);
    }

    /** Whether what the stream writes is compressed. */
    public boolean isCompressed() {
        return !EffectiveKafka.compression(streams).equals("none");
    }

    /** Whether the operator gave this instance a place of its own in the group, which it keeps while it is away. */
    public boolean isStaticMember() {
        return EffectiveKafka.isStaticMember(streams);
    }

    /** How long a stream thread may go without polling before the group takes its partitions away. */
    public Duration maxPollInterval() {
        return EffectiveKafka.maxPollInterval(streams);
    }

    /** How long a producer tries to get an outcome through. */
    public Duration deliveryTimeout() {
        return EffectiveKafka.deliveryTimeout(streams);
    }

    /** Max bytes that a producer holds. */
    public long bufferMemory() {
        return EffectiveKafka.bufferMemory(streams);
    }

    /** Whether the stream is to stop where it has no offset to read on from. */
    public boolean stopsWithoutOffset() {
        return EffectiveKafka.autoOffsetReset(streams).equalsIgnoreCase("none");
    }
}
