package io.inferencestream.producer.publish;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.producer.source.SourceImage;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaNotFoundException;
import io.inferencestream.schemas.registry.SchemaRefusedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Image events, serialized as the schema registry knows them. As thread-safe as the serializer is. */
public final class EventFormat implements ValueFormat {
    /** Name of the attribute that carries an image's label. */
    public static final String LABEL_ATTRIBUTE = "label";

    private final Serializer<? super ImageEvent> serializer;
    private final @Nullable String model;
    private final @Nullable Duration deadline;

    /**
     * @param model which model is to look at the images; null for the stream's default
     * @param deadline how long after its capture an image is worth predicting; null for ever
     */
    public EventFormat(Serializer<? super ImageEvent> serializer, @Nullable String model, @Nullable Duration deadline) {
        this.serializer = serializer;
        this.model = model;
        this.deadline = deadline;
    }

    @Override
    public byte[] encode(String topic, Headers headers, Shot shot, byte[] image) throws PublishException {
        String label = shot.image().label();
        ImageEvent event = ImageEvent.newBuilder()
                .setId(shot.id())
                .setSource(shot.source())
                .setCapturedAt(shot.capturedAt())
                .setModel(model)
                .setImage(ByteBuffer.wrap(image))
                .setDeadline(deadline == null ? null : shot.capturedAt().plus(deadline))
                .setAttributes(label == null ? Map.of() : Map.of(LABEL_ATTRIBUTE, label))
                .build();
        try {
            return serializer.serialize(topic, headers, event);
        } catch (RegistryUnavailableException e) {
            throw new PublishException("the schema registry gives no answer: " + e.getMessage(), e);
        } catch (SchemaRefusedException | SchemaNotFoundException | KafkaException e) {
            throw new PublishException("image events cannot be serialized: " + e.getMessage(), e);
        }
    }

    /** Serializes an event that is never sent, so that its schema is known from then on. */
    @Override
    public void prepare(String topic) throws PublishException {
        SourceImage nothing = SourceImage.inMemory("nothing", "nowhere", null, new byte[0]);
        Shot shot = new Shot(nothing, "nothing", "nowhere", null, Instant.EPOCH);
        encode(topic, new RecordHeaders(), shot, new byte[0]);
    }

    @Override
    public boolean carriesId() {
        return true;
    }
}
