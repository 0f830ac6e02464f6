package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link RecordReader} for Kafka's consumers; takes Confluent's configuration keys.
 *
 * <p>Reads as the class that it was made with, else as the class that {@code specific.avro.value.type} (or
 * {@code .key.type}) names, else, with {@code specific.avro.reader=true}, as the generated class that bears the writer's
 * name, else as generic records.
 *
 * <p>Thread-safe once configured.
 *
 * @param <T> what a record becomes
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private @Nullable SchemaRegistryClient registry;
    private @Nullable RecordReader<T> reader;
    private String schemaHeader = HeaderNames.VALUE_SCHEMA_ID;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {}

    /** Shares a client instead of making one of the configuration; {@link #configure} is still to be called. */
    public AvroDeserializer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    private AvroDeserializer(RecordReader<T> reader) {
        this.reader = reader;
    }

    /** Reads as a generated class, whatever the configuration says. Ready for use. */
    public static <T extends SpecificRecord> AvroDeserializer<T> of(SchemaRegistryClient registry, Class<T> type) {
        return new AvroDeserializer<>(RecordReader.of(registry, type));
    }

    @Override
    public void configure(Map<String, ?> config, boolean forKeys) {
        schemaHeader = forKeys ? HeaderNames.KEY_SCHEMA_ID : HeaderNames.VALUE_SCHEMA_ID;
        if (reader != null) {
            return;
        }
        Targets targets = Targets.of(config, forKeys);
        reader = new RecordReader<>(registry == null ? SchemaRegistryClient.of(config) : registry, targets::target);
    }

    /**
     * Reads one record whose schema stands in its payload.
     *
     * @return null for null, a tombstone
     * @throws UnreadableRecordException if the bytes are at fault
     * @throws io.inferencestream.schemas.registry.RegistryUnavailableException if the registry is
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] payload) {
        return payload == null ? null : reader().read(payload);
    }

    /** As {@link #deserialize(String, byte[])}, but for a schema that a header names, as Confluent's clients may. */
    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] payload) {
        return payload == null ? null : reader().read(headers, schemaHeader, payload, SchemaRegistryClient.CANNOT_WAIT);
    }

    private RecordReader<T> reader() {
        if (reader == null) {
            throw new IllegalStateException("configure the deserializer first");
        }
        return reader;
    }
}
