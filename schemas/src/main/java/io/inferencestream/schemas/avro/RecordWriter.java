package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records for one topic in Confluent's wire format.
 *
 * <p>Thread-safe. Asks the registry once per schema, when {@link #prepare} or the first record brings it, and blocks for
 * that; otherwise never.
 *
 * @param <T> what is written
 */
public final class RecordWriter<T extends IndexedRecord> {
    private static final int MAX_SCHEMAS = 1000;
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private final SchemaRegistryClient registry;
    private final WriterSettings settings;
    private final String topic;
    private final boolean isKey;
    private final ConcurrentMap<Schema, PreparedSchema> prepared = new ConcurrentHashMap<>();
    private volatile @Nullable PreparedSchema last;
    private final AtomicReference<@Nullable Workspace> idle = new AtomicReference<>();

    RecordWriter(SchemaRegistryClient registry, WriterSettings settings, String topic, boolean isKey) {
        this.registry = registry;
        this.settings = settings;
        this.topic = topic;
        this.isKey = isKey;
    }

    /**
     * Makes a writer of a topic's values from Confluent's keys: {@code auto.register.schemas} (true unless said
     * otherwise), {@code use.schema.id}, {@code use.latest.version}, {@code value.subject.name.strategy}. Other keys are left alone.
     *
     * @throws org.apache.kafka.common.config.ConfigException if one of them is wrong
     */
    public static <T extends IndexedRecord> RecordWriter<T> ofValues(
            SchemaRegistryClient registry, Map<String, ?> config, String topic) {
        return new RecordWriter<>(registry, WriterSettings.of(config, false), topic, false);
    }

    /**
     * Asks the registry for the schema's id now, so that a registry that is missing or refuses is known before the first
     * record.
     *
     * @return the id that records of this schema will carry
     * @throws RegistryUnavailableException in an outage
     * @throws SchemaRefusedException if the registry does not take the schema, or the schema to write with
     *     ({@code use.latest.version}, {@code use.schema.id}) cannot hold these records
     * @throws SchemaNotFoundException if the schema should have been registered already, and is not
     */
    public int prepare(Schema schema) {
        return prepared(schema).id();
    }

    /**
     * Finds out whether {@link #prepare} would succeed, and registers nothing.
     *
     * @throws io.inferencestream.schemas.registry.RegistrationDeniedException if the schema would have to be registered,
     *     and the registry does not let this user
     * @throws RegistryUnavailableException as {@link #prepare}, and so are its other exceptions
     */
    public void rehearse(Schema schema) {
        if (settings.schemaChoice() == WriterSettings.SchemaChoice.REGISTER) {
            registry.rehearseRegistering(settings.subjectNames().subject(topic, isKey, schema), schema);
        } else {
            prepare(schema);
        }
    }

    /**
     * Writes one record.
     *
     * @return the bytes, the caller's own
     * @throws SerializationException if the record does not keep to its schema, e.g. a required field is null
     * @throws RegistryUnavailableException as {@link #prepare}, and so are its other exceptions, for the first record of
     *     a schema
     */
    public byte[] write(T record) {
        PreparedSchema current = last;
        if (current == null || current.own() != record.getSchema()) {
            current = prepared(record.getSchema());
            last = current;
        }
        Workspace workspace = idle.getAndSet(null);
        if (workspace == null) {
            workspace = new Workspace();
        }
        byte[] payload = workspace.write(current, record);
        if (workspace.buffer.capacity() <= MAX_KEPT_BYTES) {
            idle.set(workspace);
        }
        return payload;
    }

    private PreparedSchema prepared(Schema schema) {
        PreparedSchema known = prepared.get(schema);
        if (known != null) {
            return known;
        }
        PreparedSchema made =
                PreparedSchema.of(schema, settings, settings.subjectNames().subject(topic, isKey, schema), registry);
        if (prepared.size() >= MAX_SCHEMAS) {
            prepared.clear();
        }
        prepared.put(schema, made);
        return made;
    }

    /** A buffer and its encoder; abandoned with whatever it holds when a record fails. */
    private static final class Workspace {
        final RecordBuffer buffer = new RecordBuffer();
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

        byte[] write(PreparedSchema schema, IndexedRecord record) {
            buffer.begin(schema.id());
            try {
                schema.write(record, encoder);
                encoder.flush();
            } catch (IOException | RuntimeException e) {
                throw new SerializationException(
                        "cannot write this " + schema.own().getFullName() + ": " + e.getMessage(), e);
            }
            return buffer.toByteArray();
        }
    }
}
