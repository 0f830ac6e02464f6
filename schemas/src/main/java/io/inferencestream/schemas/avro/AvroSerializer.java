package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link RecordWriter} for Kafka's producers; takes Confluent's configuration keys.
 *
 * <p>Thread-safe once configured.
 *
 * @param <T> generated classes or generic records
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
    private final ConcurrentMap<String, RecordWriter<T>> writers = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistryClient registry;
    private @Nullable WriterSettings settings;
    private boolean isKey;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    /** Shares a client instead of making one of the configuration; {@link #configure} is still to be called. */
    public AvroSerializer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> config, boolean forKeys) {
        settings = WriterSettings.of(config, forKeys);
        isKey = forKeys;
        if (registry == null) {
            registry = SchemaRegistryClient.of(config);
        }
    }

    /**
     * Writes one record.
     *
     * @return null for null, a tombstone
     * @throws SerializationException if the record does not keep to its schema
     * @throws io.inferencestream.schemas.registry.RegistryUnavailableException and the other exceptions of
     *     {@link RecordWriter#prepare}, for the first record of a topic and schema
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        RecordWriter<T> writer = writers.get(topic);
        return (writer == null ? writers.computeIfAbsent(topic, this::writer) : writer).write(record);
    }

    private RecordWriter<T> writer(String topic) {
        if (registry == null || settings == null) {
            throw new IllegalStateException("configure the serializer first");
        }
        return new RecordWriter<>(registry, settings, topic, isKey);
    }
}
