package io.inferencestream.schemas.outcome;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record lies.
 *
 * @param topic its topic, not empty
 * @param partition its partition, not negative
 * @param offset its offset, not negative
 */
public record RecordPosition(String topic, int partition, long offset) {
    private static final String PARTITION = "\\d{1,9}";
    private static final String OFFSET = "\\d{1,18}";
    private static final Pattern TEXT = Pattern.compile("(.+)-(" + PARTITION + ")@(" + OFFSET + ")");

    public RecordPosition {
        if (topic.isEmpty() || partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "no record lies at topic '" + topic + "', partition " + partition + ", offset " + offset);
        }
    }

    /** Where a consumed record lies. */
    public static RecordPosition of(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    /** Reads what {@link #toString} writes; empty where it is something else. */
    public static Optional<RecordPosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new RecordPosition(
                        parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    /** Reads the three parts; empty where one of them is something else. */
    public static Optional<RecordPosition> parse(String topic, String partition, String offset) {
        return !topic.isEmpty() && partition.matches(PARTITION) && offset.matches(OFFSET)
                ? Optional.of(new RecordPosition(topic, Integer.parseInt(partition), Long.parseLong(offset)))
                : Optional.empty();
    }

    /** {@code TOPIC-PARTITION@OFFSET}. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
