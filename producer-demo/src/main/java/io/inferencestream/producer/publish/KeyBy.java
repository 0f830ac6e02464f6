package io.inferencestream.producer.publish;

import io.inferencestream.producer.source.SourceImage;
import org.jspecify.annotations.Nullable;

/** What the records are keyed by. Records of one key stay in order; an event's source is its record's key. */
public enum KeyBy {
    /** The folder that an image lies in. */
    SOURCE,
    /** The image's name: no two images wait for each other. */
    FILE,
    /** The image's label; its folder where it has none. */
    LABEL,
    /** Sixteen made-up cameras that take images in turn. */
    ROUND_ROBIN,
    /** No key: Kafka fills one partition after another. */
    NONE;

    private static final int CAMERAS = 16;

    /** The record's key, or null for none. */
    public @Nullable String key(SourceImage image, long sequence) {
        return this == NONE ? null : source(image, sequence);
    }

    /** What the event names as its source; the key, where there is one. */
    public String source(SourceImage image, long sequence) {
        String label = image.label();
        return switch (this) {
            case SOURCE, NONE -> image.source();
            case FILE -> image.name();
            case LABEL -> label == null ? image.source() : label;
            case ROUND_ROBIN -> "camera-" + (sequence % CAMERAS + 1);
        };
    }
}
