package io.inferencestream.schemas.size;

/** Sizes of images and of the messages that carry them, on which all programs agree. */
public final class MessageSizes {
    /** Largest encoded image where nothing else is said: more than phones make of 12 megapixels. */
    public static final int DEFAULT_IMAGE_BYTES = 8 << 20;

    /** What an event's other fields, its key and its headers may add to its image. */
    public static final int EVENT_ROOM = 64 << 10;

    private MessageSizes() {}

    /** The {@code max.message.bytes} of a topic that takes images up to this size. */
    public static int messageBytes(int imageBytes) {
        return (int) Math.min(Integer.MAX_VALUE, (long) imageBytes + EVENT_ROOM);
    }

    /** Largest image that a topic of this {@code max.message.bytes} takes; at least half of it. */
    public static int imageBytes(int messageBytes) {
        return Math.max(messageBytes / 2, messageBytes - EVENT_ROOM);
    }
}
