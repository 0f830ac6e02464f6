package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaKey;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format, whichever version of the schema they were written with.
 *
 * <p>Thread-safe. Asks the registry once per schema id, and blocks for that; otherwise never. Memory and time are
 * bounded by a small multiple of the payload's size, whatever it holds.
 *
 * @param <T> what a record becomes
 */
public final class RecordReader<T extends IndexedRecord> {
    private static final int MAX_WRITERS = 1000;

    /** The {@code id} of a resolved schema that was not called by an id. */
    private static final int NO_ID = -1;

    private final SchemaRegistryClient registry;
    private final Function<Schema, Target> targets;
    private final ConcurrentMap<SchemaKey, Resolved<T>> resolved = new ConcurrentHashMap<>();
    private volatile @Nullable Resolved<T> last;

    /**
     * What records of one writer's schema become.
     *
     * @param sharesBytes whether a bytes field may be a window on the payload
     */
    record Target(Schema schema, GenericData data, boolean sharesBytes) {}

    private record Resolved<T>(SchemaKey key, int id, DatumReader<T> reader, boolean sharesBytes) {}

    /** @param targets chooses what a writer's schema is read as */
    RecordReader(SchemaRegistryClient registry, Function<Schema, Target> targets) {
        this.registry = registry;
        this.targets = targets;
    }

    /**
     * Reads records as a generated class: fields that the writer did not know take their default, fields that the class
     * does not know are dropped.
     *
     * <p>A {@code bytes} field is a window on the payload (position 0, up to its limit; {@code arrayOffset()} is not 0)
     * where the writer's schema is the class's own, and a copy otherwise: whoever keeps it keeps the payload, and nobody
     * may write to either.
     */
    public static <T extends SpecificRecord> RecordReader<T> of(SchemaRegistryClient registry, Class<T> type) {
        return new RecordReader<>(registry, new EventClasses(type)::target);
    }

    /**
     * Reads one record, whose schema stands in its payload. Believes at once a registry that denies the schema.
     *
     * @throws UnreadableRecordException if the payload is not such a record, or the registry does not know its schema
     * @throws RegistryUnavailableException in an outage of the registry; the record may be good
     */
    public T read(byte[] payload) {
        return read(payload, SchemaRegistryClient.CANNOT_WAIT);
    }

    /**
     * Reads one record, whose schema stands in a header or in its payload.
     *
     * @param schemaHeader name of the header, {@link HeaderNames#VALUE_SCHEMA_ID} for a value
     * @param writtenAtMillis when the record was written, milliseconds since 1970-01-01T00:00Z: a registry that denies
     *     the schema of a young record is not believed yet, see {@link SchemaRegistryClient#find}
     * @throws UnreadableRecordException if the payload is not such a record, or the registry does not know its schema
     * @throws RegistryUnavailableException in an outage of the registry; the record may be good
     */
    public T read(Headers headers, String schemaHeader, byte[] payload, long writtenAtMillis) {
        Header header = headers.lastHeader(schemaHeader);
        return header == null || header.value() == null
                ? read(payload, writtenAtMillis)
                : decode(resolve(WireFormat.schemaKey(header.value()), writtenAtMillis), payload, 0);
    }

    private T read(byte[] payload, long writtenAtMillis) {
        int id = WireFormat.schemaId(payload);
        Resolved<T> current = last;
        if (current == null || current.id() != id) {
            current = resolve(new SchemaKey.Id(id), writtenAtMillis);
            last = current;
        }
        return decode(current, payload, WireFormat.HEADER_BYTES);
    }

    private static <T> T decode(Resolved<T> writer, byte[] payload, int start) {
        PayloadDecoder decoder = new PayloadDecoder(payload, start, writer.sharesBytes());
        T record = decode(writer, decoder);
        if (decoder.bytesLeft() > 0) {
            throw new UnreadableRecordException(
                    decoder.bytesLeft() + " bytes follow the record of " + writer.key(), null);
        }
        return record;
    }

    // Avro reports corrupt data by RuntimeExceptions of a dozen kinds, and deep nesting by the stack's end.
    private static <T> T decode(Resolved<T> writer, PayloadDecoder decoder) {
        try {
            return writer.reader().read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("not a record of " + writer.key() + ": " + e, e);
        }
    }

    private Resolved<T> resolve(SchemaKey key, long writtenAtMillis) {
        Resolved<T> known = resolved.get(key);
        if (known != null) {
            return known;
        }
        Resolved<T> made = make(key, writtenAtMillis);
        if (resolved.size() >= MAX_WRITERS) {
            resolved.clear();
        }
        resolved.put(key, made);
        return made;
    }

    private Resolved<T> make(SchemaKey key, long writtenAtMillis) {
        try {
            Schema writer = registry.find(key, writtenAtMillis);
            Target target = targets.apply(writer);
            DatumReader<T> reader = new FastReaderBuilder(target.data()).createDatumReader(writer, target.schema());
            int id = key instanceof SchemaKey.Id number ? number.value() : NO_ID;
            return new Resolved<>(key, id, Moments.corrected(reader, writer, target.schema()), target.sharesBytes());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SchemaNotFoundException e) {
            throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("records of " + key + " do not fit: " + e, e);
        }
    }
}
