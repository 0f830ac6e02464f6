package io.inferencestream.stream.cli;

import io.inferencestream.event.ImageEvent;
import io.inferencestream.event.ImageReference;
import io.inferencestream.schemas.avro.RecordReader;
import io.inferencestream.schemas.avro.UnreadableRecordException;
import io.inferencestream.schemas.registry.RegistryUnavailableException;
import io.inferencestream.schemas.registry.SchemaRegistryClient;
import io.inferencestream.stream.config.InputFormat;
import io.inferencestream.stream.config.StreamSettings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of a dead letter, for people: an event's fields where it can be read as one, its bytes where not.
 *
 * <p>Asks the registry for the schema, and blocks for that. Never fails: what cannot be read is shown with the reason.
 */
final class LetterValue {
    private final byte @Nullable [] bytes;
    private final @Nullable ImageEvent event;
    private final byte @Nullable [] image;
    private final String kind;

    private LetterValue(byte @Nullable [] bytes, @Nullable ImageEvent event, byte @Nullable [] image, String kind) {
        this.bytes = bytes;
        this.event = event;
        this.image = image;
        this.kind = kind;
    }

    static LetterValue read(byte @Nullable [] bytes, StreamSettings settings) {
        if (bytes == null) {
            return new LetterValue(null, null, null, "none");
        }
        if (settings.input().format() == InputFormat.BYTES) {
            return new LetterValue(bytes, null, bytes, "an image file");
        }
        try {
            RecordReader<ImageEvent> reader =
                    RecordReader.of(SchemaRegistryClient.of(settings.registry()), ImageEvent.class);
            ImageEvent event = reader.read(bytes);
            byte[] image = event.getImage() instanceof ByteBuffer buffer ? copy(buffer) : null;
            return new LetterValue(bytes, event, image, "an image event");
        } catch (UnreadableRecordException e) {
            return new LetterValue(bytes, null, null, "not readable as an image event: " + e.getMessage());
        } catch (RegistryUnavailableException | IllegalArgumentException e) {
            return new LetterValue(bytes, null, null, "its schema could not be had: " + e.getMessage());
        }
    }

    /** The image's file; empty where there is none, or only a reference to one. */
    Optional<byte[]> image() {
        return Optional.ofNullable(image);
    }

    private static byte[] copy(ByteBuffer image) {
        byte[] file = new byte[image.remaining()];
        image.duplicate().get(file);
        return file;
    }

    /** Its length and kind, then what is in it. */
    List<String> lines() {
        if (bytes == null) {
            return List.of("none");
        }
        List<String> lines = new ArrayList<>();
        lines.add("%,d bytes, %s".formatted(bytes.length, Legible.of(kind)));
        if (event == null) {
            lines.add(Legible.of(bytes));
        } else {
            fields(event, lines);
        }
        return lines;
    }

    private static void fields(ImageEvent event, List<String> lines) {
        lines.add("id          " + Legible.of(event.getId()));
        lines.add("source      " + Legible.of(event.getSource()));
        lines.add("captured    " + event.getCapturedAt());
        lines.add("model       " + Legible.of(Objects.requireNonNullElse(event.getModel(), "the stream's default")));
        lines.add("image       " + image(event.getImage()));
        lines.add("media type  " + Legible.of(Objects.requireNonNullElse(event.getMediaType(), "not named")));
        Instant deadline = event.getDeadline();
        if (deadline != null) {
            lines.add("deadline    " + deadline);
        }
        event.getAttributes()
                .forEach((name, value) -> lines.add("attribute   " + Legible.of(name) + ": " + Legible.of(value)));
    }

    private static String image(Object image) {
        return image instanceof ImageReference reference
                ? "%,d bytes at %s".formatted(reference.getSizeBytes(), Legible.of(reference.getUri()))
                : "%,d bytes: %s".formatted(((ByteBuffer) image).remaining(), Legible.hex(copy((ByteBuffer) image)));
    }
}
