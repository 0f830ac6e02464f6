package io.inferencestream.producer.publish;

import io.inferencestream.producer.source.SourceImage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sending of an image; an image that is looped is sent many times.
 *
 * @param image what is sent
 * @param id unique among all shots of all runs, 1 to 200 characters
 * @param source what the event names as its source
 * @param key key of the record, or null for none
 * @param capturedAt when it was due
 */
public record Shot(
        SourceImage image,
        String id,
        String source,
        @Nullable String key,
        Instant capturedAt) {
    private static final int LONGEST_ID = 200;

    /**
     * Makes the id: run and sequence number make it unique, the name (its end, if it is long) makes it readable.
     *
     * @param run unique among all runs, short
     */
    public static String id(String run, long sequence, String name) {
        String id = run + "-" + sequence + "/" + name;
        int over = id.length() - LONGEST_ID;
        return over <= 0 ? id : run + "-" + sequence + "/" + name.substring(over);
    }
}
