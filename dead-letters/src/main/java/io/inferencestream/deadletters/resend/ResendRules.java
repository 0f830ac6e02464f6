package io.inferencestream.deadletters.resend;

import io.inferencestream.deadletters.letter.StoredLetter;
import java.time.Duration;
import java.util.Optional;

/**
 * What may be sent to a stream again, and how.
 *
 * @param inputTopic what the stream reads
 * @param oldestMillis a record with an earlier timestamp would be deleted by the input's retention before it is read
 * @param stampsNow whether records get today's timestamp instead of their own
 */
public record ResendRules(String inputTopic, long oldestMillis, boolean stampsNow) {
    private static final Duration LONGEST_MARGIN = Duration.ofHours(1);

    /**
     * Rules for a topic.
     *
     * @param retention how long the topic keeps a record; empty for ever
     */
    public static ResendRules of(String inputTopic, Optional<Duration> retention, boolean stampsNow, long nowMillis) {
        long oldest = retention
                .map(time -> nowMillis - time.toMillis() + Math.min(time.toMillis() / 2, LONGEST_MARGIN.toMillis()))
                .orElse(Long.MIN_VALUE);
        return new ResendRules(inputTopic, oldest, stampsNow);
    }

    /** Why a letter cannot be sent again; empty if it can. */
    Optional<String> obstacle(StoredLetter letter) {
        if (letter.origin().isEmpty()) {
            return Optional.of("its headers do not say which record it was");
        }
        String topic = letter.origin().get().topic();
        if (!topic.equals(inputTopic)) {
            return Optional.of("it came from topic " + topic + ", and the stream reads " + inputTopic);
        }
        if (letter.valueLeftOut().isPresent()) {
            return Optional.of("its value of " + letter.valueLeftOut().get()
                    + " bytes was too large for the topic of dead letters; it may still lie at its origin");
        }
        if (!stampsNow && letter.timestampMillis() < oldestMillis) {
            return Optional.of("it is older than the input topic keeps records, and would be deleted unread: give it"
                    + " today's timestamp with --stamp-now, or raise the topic's retention.ms");
        }
        return Optional.empty();
    }
}
