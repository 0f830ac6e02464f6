package io.inferencestream.chaos.feed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the feeder writes on every record, so that the images' topic itself tells what has to become of it.
 *
 * @param number of the record, from 0
 * @param specimen what it is
 */
public record Label(long number, Specimen specimen) {
    private static final String HEADER = "chaos.label";

    /** The model's classes. */
    public static final int CLASSES = 4;

    /** The name of its event. */
    public String imageId() {
        return "image-" + number;
    }

    /** The class that the model has to find in it, if it is good. */
    public int expectedClass() {
        return (int) (number % CLASSES);
    }

    void writeTo(Headers headers) {
        headers.add(HEADER, (number + " " + specimen).getBytes(StandardCharsets.UTF_8));
    }

    /** The label of a record; empty if the feeder did not write it. */
    public static Optional<Label> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        String[] words = new String(header.value(), StandardCharsets.UTF_8).split(" ", -1);
        return Optional.of(new Label(Long.parseLong(words[0]), Specimen.valueOf(words[1])));
    }
}
