package io.inferencestream.core.outcome;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one record for ever.
 *
 * @param topic the topic it was read from; not empty
 * @param partition the partition; at least 0
 * @param offset the offset; at least 0
 */
public record RecordId(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(.+)-([0-9]{1,10})@([0-9]{1,19})");

    public RecordId {
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("topic must not be empty");
        }
        if (partition < 0) {
            throw new IllegalArgumentException("partition must be at least 0: " + partition);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset must be at least 0: " + offset);
        }
    }

    /** {@code TOPIC-PARTITION@OFFSET}, the form of logs, the crash journal and the reject list. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }

    /**
     * Reads {@code TOPIC-PARTITION@OFFSET}; the topic may itself contain {@code -}.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static RecordId parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a record is named TOPIC-PARTITION@OFFSET: " + text);
        }
        try {
            return new RecordId(form.group(1), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a record is named TOPIC-PARTITION@OFFSET: " + text, e);
        }
    }
}
