package io.inferencestream.core.outcome;

/**
 * Names one record for ever.
 *
 * @param topic the topic it was read from
 * @param partition the partition; at least 0
 * @param offset the offset; at least 0
 */
public record RecordId(String topic, int partition, long offset) {

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
        int at = text.lastIndexOf('@');
        int dash = at < 0 ? -1 : text.lastIndexOf('-', at);
        if (dash < 1) {
            throw new IllegalArgumentException("a record is named TOPIC-PARTITION@OFFSET: " + text);
        }
        try {
            return new RecordId(
                    text.substring(0, dash),
                    Integer.parseUnsignedInt(text.substring(dash + 1, at)),
                    Long.parseUnsignedLong(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a record is named TOPIC-PARTITION@OFFSET: " + text, e);
        }
    }
}
