package io.inferencestream.kit.output;

import java.util.Map;

/**
 * What a topic takes, by its settings.
 *
 * @param maxRecordBytes largest record, as {@link RecordSize} reckons; at least 1
 * @param maxAgeMillis how far back a record's timestamp may lie; at least 0
 * @param maxAheadMillis how far ahead a record's timestamp may lie; at least 0
 * @param needsKey whether a record must have a key
 */
public record TopicLimits(long maxRecordBytes, long maxAgeMillis, long maxAheadMillis, boolean needsKey) {
    /** Takes everything. */
    public static final TopicLimits NONE = new TopicLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, false);

    public TopicLimits {
        if (maxRecordBytes < 1 || maxAgeMillis < 0 || maxAheadMillis < 0) {
            throw new IllegalArgumentException("a topic's limits must not be negative: " + maxRecordBytes + ", "
                    + maxAgeMillis + ", " + maxAheadMillis);
        }
    }

    /**
     * Reads a topic's settings.
     *
     * @param config by Kafka's names; what is not there limits nothing
     * @param isCompressed whether what is written there is compressed: only the broker knows then how large it is
     */
    public static TopicLimits of(Map<String, String> config, boolean isCompressed) {
        boolean isStampedByBroker = "LogAppendTime".equals(config.get("message.timestamp.type"));
        return new TopicLimits(
                isCompressed ? Long.MAX_VALUE : limit(config, "max.message.bytes"),
                isStampedByBroker ? Long.MAX_VALUE : limit(config, "message.timestamp.before.max.ms"),
                isStampedByBroker ? Long.MAX_VALUE : limit(config, "message.timestamp.after.max.ms"),
                config.getOrDefault("cleanup.policy", "").contains("compact"));
    }

    private static long limit(Map<String, String> config, String name) {
        String value = config.get(name);
        return value == null ? Long.MAX_VALUE : Long.parseLong(value);
    }

    /** The same limits with another maximum of bytes a record. */
    TopicLimits within(long recordBytes) {
        return new TopicLimits(Math.min(maxRecordBytes, recordBytes), maxAgeMillis, maxAheadMillis, needsKey);
    }
}
