package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.RegistryUnavailableException;
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

    private final SchemaRegistryClient registry;
    private final Function<Schema, Target> targets;
    private final ConcurrentMap<Integer, Resolved<T>> resolved = new ConcurrentHashMap<>();
    private volatile @Nullable Resolved<T> last;

    /**
     * What records of one writer's schema become.
     *
     * @param sharesBytes whether a bytes field may be a window on the payload
     */
    record Target(Schema schema, GenericData data, boolean sharesBytes) {}

    private record Resolved<T>(int id, DatumReader<T> reader, boolean sharesBytes) {}

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
     * Reads one record.
     *
     * @throws UnreadableRecordException if the payload is not such a record, or the registry does not know its schema
     * @throws RegistryUnavailableException in an outage of the registry; the record may be good
     */
    public T read(byte[] payload) {
        int id = WireFormat.schemaId(payload);
        Resolved<T> current = last;
        if (current == null || current.id() != id) {
            current = resolve(id);
            last = current;
        }
        PayloadDecoder decoder = new PayloadDecoder(payload, WireFormat.HEADER_BYTES, current.sharesBytes());
        T record = decode(current, decoder);
        if (decoder.bytesLeft() > 0) {
            throw new UnreadableRecordException(
                    decoder.bytesLeft() + " bytes follow the record of schema id " + id, null);
        }
        return record;
    }

    // Avro reports corrupt data by RuntimeExceptions of a dozen kinds, and deep nesting by the stack's end.
    private static <T> T decode(Resolved<T> writer, PayloadDecoder decoder) {
        try {
            return writer.reader().read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("not a record of schema id " + writer.id() + ": " + e, e);
        }
    }

    private Resolved<T> resolve(int id) {
        Resolved<T> known = resolved.get(id);
        if (known != null) {
            return known;
        }
        Resolved<T> made = make(id);
        if (resolved.size() >= MAX_WRITERS) {
            resolved.clear();
        }
        resolved.put(id, made);
        return made;
    }

    private Resolved<T> make(int id) {
        try {
            Schema writer = registry.byId(id);
            Target target = targets.apply(writer);
            DatumReader<T> reader = new FastReaderBuilder(target.data()).createDatumReader(writer, target.schema());
            return new Resolved<>(id, reader, target.sharesBytes());
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SchemaNotFoundException e) {
            throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableRecordException("records of schema id " + id + " do not fit: " + e, e);
        }
    }
}
