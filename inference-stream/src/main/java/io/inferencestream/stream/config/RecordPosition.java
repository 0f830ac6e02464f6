package io.inferencestream.stream.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one record lies, written {@code TOPIC-PARTITION@OFFSET}: {@code images-3@1234}.
 *
 * @param topic its topic, which may itself contain hyphens
 * @param partition from 0
 * @param offset from 0
 */
public record RecordPosition(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(?<topic>.+)-(?<partition>\\d+)@(?<offset>\\d+)");

    public RecordPosition {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank: " + topic);
        }
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must not be negative: " + partition + ", " + offset);
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static RecordPosition parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a record is named TOPIC-PARTITION@OFFSET: " + text);
        }
        try {
            return new RecordPosition(
                    matcher.group("topic"),
                    Integer.parseInt(matcher.group("partition")),
                    Long.parseLong(matcher.group("offset")));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a record's partition or offset is too large: " + text, e);
        }
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
