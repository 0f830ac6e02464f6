package io.inferencestream.gateway.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One image to classify.
 *
 * @param id names it; see {@link RequestIds}
 * @param caller who asks
 * @param image the encoded image; not to be written to
 * @param mediaType its media type; null to tell by its first bytes
 * @param source what took it; null where the caller does not say
 * @param model NAME or NAME/VERSION; null for the stream's default
 * @param deadlineMillis not worth predicting after this, since 1970-01-01T00:00Z; null for never too late
 * @param trace follows it, and says what its record carries on of the trace that it belongs to
 */
public record ImageRequest(
        String id,
        String caller,
        ByteBuffer image,
        @Nullable String mediaType,
        @Nullable String source,
        @Nullable String model,
        @Nullable Long deadlineMillis,
        ImageTrace trace) {

    /** The deadline, or the end of time where there is none. */
    long lastMillis() {
        return deadlineMillis == null ? Long.MAX_VALUE : deadlineMillis;
    }

    /** Of everything that decides the answer: another digest is another request. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(image.duplicate());
            for (String part :
                    new String[] {String.valueOf(mediaType), String.valueOf(source), String.valueOf(model)}) {
                digest.update((byte) 0);
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
