package io.inferencestream.producer.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An encoded image that is read when its turn comes, and may not be an image at all: nobody looks inside.
 *
 * @param name what a person calls it: its path below the place it was found in, with slashes
 * @param source what took it: the folder it lies in
 * @param label what it truly shows; null where nobody said
 * @param content opens its bytes, as often as it is asked to
 */
public record SourceImage(
        String name, String source, @Nullable String label, Content content) {

    /** Where the encoded bytes come from. */
    @FunctionalInterface
    public interface Content {
        /** Opens the bytes from the beginning; the caller closes. */
        InputStream open() throws IOException;
    }

    public SourceImage {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name must not be empty, of an image in: " + source);
        }
    }

    /** An image that is in memory already; the array is not copied and must not change. */
    public static SourceImage inMemory(String name, String source, @Nullable String label, byte[] bytes) {
        return new SourceImage(name, source, label, () -> new ByteArrayInputStream(bytes));
    }

    /**
     * Reads the whole image, and never more than one byte past the limit.
     *
     * @param maxBytes most bytes to accept
     * @throws ImageTooLargeException if there are more
     */
    public byte[] read(int maxBytes) throws IOException {
        try (InputStream in = content.open()) {
            byte[] bytes = in.readNBytes(maxBytes);
            if (bytes.length == maxBytes && in.read() >= 0) {
                throw new ImageTooLargeException(name, maxBytes);
            }
            return bytes;
        }
    }
}
