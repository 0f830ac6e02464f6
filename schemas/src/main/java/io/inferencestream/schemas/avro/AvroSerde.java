package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link AvroSerializer} and {@link AvroDeserializer} for programs of Kafka Streams; takes Confluent's configuration keys.
 *
 * <p>One instance serves all threads, topics and state stores of a program, and its two sides share what they know of the
 * registry. Starts no thread, and closing it does nothing. The registry is asked, and waited for, at the first record of
 * every schema, on the thread that reads or writes the record.
 *
 * @param <T> what a record becomes: a generated class, or {@link org.apache.avro.generic.GenericRecord}
 */
public final class AvroSerde<T extends IndexedRecord> implements Serde<T> {
    private @Nullable SchemaRegistryClient registry;
    private @Nullable Serializer<T> serializer;
    private @Nullable Deserializer<T> deserializer;

    /** For {@code default.value.serde}: Kafka Streams calls {@link #configure} next. */
    public AvroSerde() {}

    /** Shares a client instead of making one of the configuration; {@link #configure} is still to be called. */
    public AvroSerde(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Reads and writes values as a generated class; ready for use.
     *
     * @param config {@code schema.registry.url}, and any other of Confluent's keys
     */
    public static <T extends SpecificRecord> AvroSerde<T> ofValues(Map<String, ?> config, Class<T> type) {
        return of(config, type, false);
    }

    /** As {@link #ofValues}, for keys. */
    public static <T extends SpecificRecord> AvroSerde<T> ofKeys(Map<String, ?> config, Class<T> type) {
        return of(config, type, true);
    }

    private static <T extends SpecificRecord> AvroSerde<T> of(Map<String, ?> config, Class<T> type, boolean forKeys) {
        Map<String, Object> typed = new HashMap<>(config);
        typed.put(Targets.typeKey(forKeys), type);
        AvroSerde<T> serde = new AvroSerde<>();
        serde.configure(typed, forKeys);
        return serde;
    }

    @Override
    public void configure(Map<String, ?> config, boolean forKeys) {
        if (registry == null) {
            registry = SchemaRegistryClient.of(config);
        }
        AvroSerializer<T> writing = new AvroSerializer<>(registry);
        AvroDeserializer<T> reading = new AvroDeserializer<>(registry);
        writing.configure(config, forKeys);
        reading.configure(config, forKeys);
        serializer = writing;
        deserializer = reading;
    }

    @Override
    public Serializer<T> serializer() {
        return configured(serializer);
    }

    @Override
    public Deserializer<T> deserializer() {
        return configured(deserializer);
    }

    private static <S> S configured(@Nullable S side) {
        if (side == null) {
            throw new IllegalStateException("configure the serde first, or make it by ofValues or ofKeys");
        }
        return side;
    }
}
