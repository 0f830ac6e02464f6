package io.inferencestream.schemas.avro;

import io.inferencestream.schemas.registry.RegisteredSchema;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * A schema of records together with the one that they are written with, and its id. Thread-safe.
 *
 * <p>Where the two differ, a record is written by its own, read as the other, and written again: slow, but fields are
 * matched by name, and what is new takes its default.
 */
final class PreparedSchema {
    private final Schema own;
    private final int id;
    private final DatumWriter<IndexedRecord> writer;
    private final @Nullable Schema written;

    private PreparedSchema(Schema own, int id, DatumWriter<IndexedRecord> writer, @Nullable Schema written) {
        this.own = own;
        this.id = id;
        this.writer = writer;
        this.written = written;
    }

    /** Asks the registry as {@link RecordWriter#prepare} says. */
    static PreparedSchema of(Schema own, WriterSettings settings, String subject, SchemaRegistryClient registry) {
        // Converts what Java types a record holds, and leaves a generic record's plain values alone.
        DatumWriter<IndexedRecord> writer = new SpecificDatumWriter<>(own, WrittenClasses.MODEL);
        return switch (settings.schemaChoice()) {
            case REGISTER -> new PreparedSchema(own, registry.register(subject, own), writer, null);
            case LOOK_UP -> new PreparedSchema(own, registry.lookUp(subject, own), writer, null);
            case LATEST -> {
                RegisteredSchema latest = registry.latest(subject);
                yield as(own, latest.id(), latest.schema(), writer);
            }
            case BY_ID -> as(own, settings.schemaId(), registry.byId(settings.schemaId()), writer);
        };
    }

    private static PreparedSchema as(Schema own, int id, Schema written, DatumWriter<IndexedRecord> writer) {
        if (Layouts.isSameLayout(own, written)) {
            return new PreparedSchema(own, id, writer, null);
        }
        SchemaCompatibility.SchemaPairCompatibility fit =
                SchemaCompatibility.checkReaderWriterCompatibility(written, own);
        if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRefusedException("the schema to write with, id " + id + ", cannot hold a "
                    + own.getFullName() + ": " + fit.getResult().getIncompatibilities());
        }
        return new PreparedSchema(own, id, writer, written);
    }

    Schema own() {
        return own;
    }

    int id() {
        return id;
    }

    void write(IndexedRecord record, Encoder encoder) throws IOException {
        if (written == null) {
            writer.write(record, encoder);
        } else {
            GenericDatumWriter<Object> rewriter = new GenericDatumWriter<>(written, new GenericData());
            rewriter.write(asWritten(record, written), encoder);
        }
    }

    private Object asWritten(IndexedRecord record, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer.write(record, encoder);
        encoder.flush();
        return new GenericDatumReader<>(own, schema, new GenericData())
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
