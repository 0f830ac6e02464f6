package io.inferencestream.producer.publish;

import io.inferencestream.producer.source.Picture;
import org.jspecify.annotations.Nullable;

/** What the records are keyed by. Records of one key stay in order; an event's source is its record's key. */
public enum KeyBy {
    /** The folder that a picture lies in. */
    SOURCE,
    /** The picture's name: no two pictures wait for each other. */
    FILE,
    /** The picture's label; its folder where it has none. */
    LABEL,
    /** Sixteen made-up cameras that take pictures in turn. */
    ROUND_ROBIN,
    /** No key: Kafka fills one partition after another. */
    NONE;

    private static final int CAMERAS = 16;

    /** The record's key, or null for none. */
    public @Nullable String key(Picture picture, long sequence) {
        return this == NONE ? null : source(picture, sequence);
    }

    /** What the event names as its source; the key, where there is one. */
    public String source(Picture picture, long sequence) {
        String label = picture.label();
        return switch (this) {
            case SOURCE, NONE -> picture.source();
            case FILE -> picture.name();
            case LABEL -> label == null ? picture.source() : label;
            case ROUND_ROBIN -> "camera-" + (sequence % CAMERAS + 1);
        };
    }
}
