package io.inferencestream.stream.event;

import io.inferencestream.core.outcome.Rejection;
import io.inferencestream.core.outcome.RejectionReason;
import io.inferencestream.event.ImageEvent;
import io.inferencestream.kit.lifecycle.SharedOutageException;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Reads image events in Avro, in Confluent's wire format. */
public final class AvroReader implements EventReader {
    private final RecordReader<ImageEvent> reader;
    private final SchemaRegistryClient registry;

    /**
     * @param registry knows the schemas that producers write with
     */
    public AvroReader(SchemaRegistryClient registry) {
        this.reader = RecordReader.of(registry, ImageEvent.class);
        this.registry = registry;
    }

    @Override
    public Reading read(SourceRecord record) {
        byte[] value = record.value();
        if (value == null) {
            return unreadable("the record has no value");
        }
        ImageEvent event;
        try {
            event = reader.read(record.headers(), HeaderNames.VALUE_SCHEMA_ID, value, record.timestampMillis());
        } catch (UnreadableRecordException e) {
            return unreadable(String.valueOf(e.getMessage()));
        } catch (RegistryUnavailableException e) {
            throw new SharedOutageException(
                    "record " + record.id() + " waits for the schema registry: " + e.getMessage(),
                    e,
                    registry::isReachable);
        }
        return request(event);
    }

    private static Reading request(ImageEvent event) {
        if (!(event.getImage() instanceof ByteBuffer)) {
            return new Unreadable(new Rejection(
                    RejectionReason.UNSUPPORTED_IMAGE, "images by reference are not fetched by this version"));
        }
        Instant deadline = event.getDeadline();
        return new ImageRequest(
                event.getId(),
                event.getSource(),
                event.getCapturedAt().toEpochMilli(),
                event.getModel(),
                (ByteBuffer) event.getImage(),
                event.getMediaType(),
                deadline == null ? Long.MAX_VALUE : deadline.toEpochMilli(),
                event.getAttributes());
    }

    private static Reading unreadable(String detail) {
        return new Unreadable(new Rejection(RejectionReason.UNREADABLE_EVENT, detail));
    }
}
