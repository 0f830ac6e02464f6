package io.inferencestream.schemas.avro;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads moments in the unit that their writer gave them. A moment is a long that counts milliseconds, microseconds or
 * nanoseconds, as its logical type says; Avro takes a writer's long for one of the reader's unit, a thousand times off
 * where the two differ. Looks at a record's own fields, not into records within it.
 *
 * <p>Thread-safe if the reader within is.
 */
final class Moments<T extends IndexedRecord> implements DatumReader<T> {
    private final DatumReader<T> reader;
    private final List<Correction> corrections;

    private record Correction(int field, ChronoUnit taken, ChronoUnit meant) {
        void apply(IndexedRecord record) {
            if (record.get(field) instanceof Instant instant) {
                record.put(field, Instant.EPOCH.plus(taken.between(Instant.EPOCH, instant), meant));
            }
        }
    }

    private Moments(DatumReader<T> reader, List<Correction> corrections) {
        this.reader = reader;
        this.corrections = corrections;
    }

    /** The reader itself where writer and reader agree on the unit of every moment. */
    static <T extends IndexedRecord> DatumReader<T> corrected(DatumReader<T> reader, Schema writer, Schema read) {
        if (writer.getType() != Type.RECORD || read.getType() != Type.RECORD) {
            return reader;
        }
        List<Correction> corrections = new ArrayList<>();
        for (Schema.Field field : read.getFields()) {
            Optional<ChronoUnit> taken = unit(field.schema());
            Optional<ChronoUnit> meant = written(writer, field).flatMap(same -> unit(same.schema()));
            if (taken.isPresent() && meant.isPresent() && !taken.equals(meant)) {
                corrections.add(new Correction(field.pos(), taken.get(), meant.get()));
            }
        }
        return corrections.isEmpty() ? reader : new Moments<>(reader, corrections);
    }

    private static Optional<Schema.Field> written(Schema writer, Schema.Field field) {
        return Stream.concat(Stream.of(field.name()), field.aliases().stream())
                .flatMap(name -> Stream.ofNullable(writer.getField(name)))
                .findFirst();
    }

    /** The unit of a moment, alone or as a branch of a union. */
    private static Optional<ChronoUnit> unit(Schema schema) {
        if (schema.getType() == Type.UNION) {
            return schema.getTypes().stream()
                    .flatMap(branch -> unit(branch).stream())
                    .findFirst();
        }
        LogicalType type = schema.getLogicalType();
        return type instanceof LogicalTypes.TimestampMillis
                ? Optional.of(ChronoUnit.MILLIS)
                : type instanceof LogicalTypes.TimestampMicros
                        ? Optional.of(ChronoUnit.MICROS)
                        : type instanceof LogicalTypes.TimestampNanos
                                ? Optional.of(ChronoUnit.NANOS)
                                : Optional.empty();
    }

    @Override
    public void setSchema(Schema schema) {
        reader.setSchema(schema);
    }

    @Override
    public T read(@Nullable T reuse, Decoder decoder) throws IOException {
        T record = reader.read(reuse, decoder);
        corrections.forEach(correction -> correction.apply(record));
        return record;
    }
}
