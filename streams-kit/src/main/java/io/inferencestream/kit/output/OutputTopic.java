package io.inferencestream.kit.output;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A topic that is written to, and what it takes, as far as that is known.
 *
 * <p>Thread-safe.
 */
public final class OutputTopic {
    /** A record may be on its way so long before the broker looks at its timestamp, by a clock of its own. */
    private static final long ON_ITS_WAY_MILLIS = Duration.ofMinutes(3).toMillis();

    private final String name;
    private final long producerBytes;
    private final LongSupplier clock;
    private volatile TopicLimits limits;
    private volatile boolean takesOnlyNow;

    /**
     * @param producerBytes largest record that the producer sends
     * @param clock milliseconds since 1970-01-01T00:00Z
     */
    public OutputTopic(String name, long producerBytes, LongSupplier clock) {
        this.name = name;
        this.producerBytes = producerBytes;
        this.clock = clock;
        this.limits = TopicLimits.NONE.within(producerBytes);
    }

    public String name() {
        return name;
    }

    /** What the topic's settings say now. */
    public void limit(TopicLimits byItsSettings) {
        limits = byItsSettings.within(producerBytes);
        takesOnlyNow = false;
    }

    /** The largest record that it takes. */
    public long maxRecordBytes() {
        return limits.maxRecordBytes();
    }

    /** Why it would refuse a record, in words; empty where nothing is known against it. */
    public Optional<String> refusal(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        TopicLimits known = limits;
        long bytes = RecordSize.of(key, value, headers);
        if (bytes > known.maxRecordBytes()) {
            return Optional.of("it takes " + bytes + " bytes, and topic " + name + " takes records of "
                    + known.maxRecordBytes() + " bytes");
        }
        return key == null && known.needsKey()
                ? Optional.of("it has no key, and topic " + name + " is compacted")
                : Optional.empty();
    }

    /** The timestamp for a record: this one where the topic takes it, the present time otherwise. */
    public long timestamp(long wanted) {
        long now = clock.getAsLong();
        TopicLimits known = limits;
        boolean isTaken = !takesOnlyNow
                && now - wanted <= withMargin(known.maxAgeMillis())
                && wanted - now <= withMargin(known.maxAheadMillis());
        return isTaken ? wanted : now;
    }

    private static long withMargin(long limit) {
        return limit == Long.MAX_VALUE ? limit : limit - Math.min(ON_ITS_WAY_MILLIS, limit / 2);
    }

    /**
     * The topic has refused a record, perhaps for this timestamp, which its settings allow as far as they are known. From
     * now on, until they are read anew, records get the present time.
     *
     * @return whether that may help: false where this was the present time, or nearly
     */
    boolean refusedTimestamp(long timestamp) {
        boolean isPresent = Math.abs(clock.getAsLong() - timestamp) < ON_ITS_WAY_MILLIS;
        if (!isPresent) {
            takesOnlyNow = true;
        }
        return !isPresent;
    }
}
