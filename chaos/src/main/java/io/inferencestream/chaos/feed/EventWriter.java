package io.inferencestream.chaos.feed;

import io.inferencestream.chaos.engine.ChaosModel;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.schemas.avro.RecordWriter;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.testkit.image.Pngs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes the events of specimens. Its schema can grow while it is used, as a producer's does: then the stream meets ids
 * that it has to ask the registry about.
 *
 * <p>Thread-safe.
 */
public final class EventWriter {
    /** The schema id that the registry of a run answers 403 for; it has no such schema. */
    public static final int FORBIDDEN_ID = 0x0BADCAFE;

    private static final Map<String, String> HEAVY =
            Map.of("note", "x".repeat(StreamTopics.LARGEST_PREDICTION + 10_000));
    private static final int HUGE = 20_000;
    private static final long LONG_AGO = 1;
    private static final int PATIENCE_MILLIS = 60_000;

    private final RecordWriter<IndexedRecord> writer;
    private volatile Schema schema = ImageEvent.getClassSchema();
    private int extraFields;

    /**
     * @param registryUrl where schemas are registered
     * @param topic the images' topic
     */
    public EventWriter(String registryUrl, String topic) {
        this.writer = RecordWriter.ofValues(
                SchemaRegistryClient.of(
                        Map.of("schema.registry.url", registryUrl, "http.read.timeout.ms", PATIENCE_MILLIS)),
                Map.of(),
                topic);
        writer.prepare(schema);
    }

    /** Registers a schema with one more field; events are written with it from now on. */
    public synchronized void evolve() {
        extraFields++;
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("extra" + extraFields, Schema.create(Schema.Type.STRING), "Not for us.", ""));
        Schema grown = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
        writer.prepare(grown);
        schema = grown;
    }

    byte[] write(Label label) {
        return switch (label.specimen()) {
            case NO_EVENT -> "not in the wire format".getBytes(StandardCharsets.UTF_8);
            case FORBIDDEN_SCHEMA ->
                ByteBuffer.allocate(9)
                        .put((byte) 0)
                        .putInt(FORBIDDEN_ID)
                        .putInt(1)
                        .array();
            default -> event(label);
        };
    }

    private byte[] event(Label label) {
        Schema current = schema;
        GenericData.Record event = new GenericData.Record(current);
        event.put("id", label.imageId());
        event.put("source", "camera");
        event.put("capturedAt", System.currentTimeMillis());
        event.put("image", ByteBuffer.wrap(image(label)));
        event.put("attributes", label.specimen() == Specimen.HEAVY ? HEAVY : Map.of());
        event.put("model", label.specimen() == Specimen.FOR_NO_MODEL ? "nobody-has-this" : null);
        event.put("deadline", label.specimen() == Specimen.TOO_LATE ? LONG_AGO : null);
        current.getFields().stream()
                .filter(field -> field.name().startsWith("extra"))
                .forEach(field -> event.put(field.pos(), "word"));
        return writer.write(event);
    }

    private static byte[] image(Label label) {
        return switch (label.specimen()) {
            case TRUNCATED -> Pngs.truncated();
            case NO_IMAGE -> "not an image".getBytes(StandardCharsets.UTF_8);
            case TOO_LARGE -> Pngs.claiming(HUGE, HUGE);
            case REFUSED -> Pngs.gray(ChaosModel.REFUSED);
            case VICTIM -> Pngs.gray(ChaosModel.VICTIM);
            default -> Pngs.gray(label.expectedClass());
        };
    }
}
