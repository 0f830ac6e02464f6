package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.letter.DeadLetter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be resent to a stream, and how.
 *
 * @param input the topic that the stream reads
 * @param partitions how many it has
 * @param oldestMillis a record with an earlier timestamp would be refused by the input, or deleted before it is read
 * @param stampsNow whether records get today's timestamp instead of their own
 */
record ResendRules(String input, int partitions, long oldestMillis, boolean stampsNow) {
    private static final Duration LONGEST_MARGIN = Duration.ofHours(1);
    private static final String REMEDY =
            ": give it today's timestamp (--stamp-now on the command line, ?stampNow=true in the gateway's API)";

    /**
     * Rules for a topic.
     *
     * @param settings the topic's, by Kafka's names
     */
    static ResendRules of(
            String input, int partitions, Map<String, String> settings, boolean stampsNow, long nowMillis) {
        boolean isStampedByBroker = "LogAppendTime".equals(settings.get("message.timestamp.type"));
        long oldest = isStampedByBroker
                ? Long.MIN_VALUE
                : Math.max(
                        oldest(settings.get("retention.ms"), nowMillis),
                        oldest(settings.get("message.timestamp.before.max.ms"), nowMillis));
        return new ResendRules(input, partitions, oldest, stampsNow);
    }

    /** With a margin, so that a record is still there when the stream comes to it. */
    private static long oldest(@Nullable String ageMillis, long nowMillis) {
        long age = ageMillis == null ? -1 : Long.parseLong(ageMillis);
        return age < 0 || age > nowMillis
                ? Long.MIN_VALUE
                : nowMillis - age + Math.min(age / 2, LONGEST_MARGIN.toMillis());
    }

    /** Why a letter cannot be resent; empty if it can. */
    Optional<String> obstacle(DeadLetter letter) {
        if (letter.origin().isEmpty()) {
            return Optional.of("its headers do not say which record it was");
        }
        Optional<String> obstacle = Obstacles.of(letter.origin().get(), letter.valueLeftOut(), input);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        return stampsNow ? Optional.empty() : obstacleOfTime(letter.timestampMillis());
    }

    private Optional<String> obstacleOfTime(long timestampMillis) {
        if (timestampMillis < 0) {
            return Optional.of("its timestamp of " + timestampMillis + " ms cannot be written" + REMEDY);
        }
        return timestampMillis < oldestMillis
                ? Optional.of("it is older than the input topic keeps or takes records, and would be lost unread"
                        + REMEDY + ", or raise the topic's retention.ms and message.timestamp.before.max.ms")
                : Optional.empty();
    }
}
