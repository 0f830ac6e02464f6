package io.inferencestream.deadletters.resend;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.deadletters.letter.DeadLetter;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.header.HeaderText;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class ResendRulesTest {
    private static final long NOW = Duration.ofDays(10_000).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Map<String, String> KEPT_A_DAY = Map.of("retention.ms", Long.toString(DAY));

    @Test
    void resendsALetterOfItsOwnInput() {
        assertThat(rules(Map.of(), false).obstacle(letter("images", NOW - 500 * DAY)))
                .isEmpty();
    }

    @Test
    void resendsNoLetterOfAnotherInput() {
        assertThat(rules(Map.of(), false).obstacle(letter("scans", NOW)))
                .hasValueSatisfying(
                        why -> assertThat(why).isEqualTo("it came from topic scans, and the stream reads images"));
    }

    @Test
    void resendsNothingThatDoesNotSayWhatItWas() {
        DeadLetter receipt = DeadLetter.of(new ConsumerRecord<>("dead", 0, 3, null, null));

        assertThat(rules(Map.of(), true).obstacle(receipt)).contains("its headers do not say which record it was");
    }

    @Test
    void resendsNoLetterWhoseValueWasLeftOut() {
        DeadLetter letter = letter("images", NOW);
        HeaderText.set(letter.headers(), HeaderNames.VALUE_LEFT_OUT, "99");

        assertThat(rules(Map.of(), true).obstacle(letter))
                .hasValueSatisfying(why -> assertThat(why).startsWith("its value of 99 bytes was too large"));
    }

    @Test
    void resendsNoLetterThatWouldBeDeletedBeforeItIsReadUnlessItIsStampedNow() {
        assertThat(rules(KEPT_A_DAY, false).obstacle(letter("images", NOW - DAY)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("it is older than the input topic keeps"));
        assertThat(rules(KEPT_A_DAY, false).obstacle(letter("images", NOW - DAY / 2)))
                .isEmpty();
        assertThat(rules(KEPT_A_DAY, true).obstacle(letter("images", NOW - DAY)))
                .isEmpty();
    }

    @Test
    void asksForNoAgeWhereTheBrokerStampsRecords() {
        Map<String, String> settings =
                Map.of("retention.ms", Long.toString(DAY), "message.timestamp.type", "LogAppendTime");

        assertThat(rules(settings, false).obstacle(letter("images", NOW - 9 * DAY)))
                .isEmpty();
    }

    @Test
    void resendsNoNegativeTimestamp() {
        assertThat(rules(Map.of(), false).obstacle(letter("images", -1)))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("timestamp of -1 ms", "--stamp-now", "stampNow=true"));
    }

    private static ResendRules rules(Map<String, String> settings, boolean stampsNow) {
        return ResendRules.of("images", 3, settings, stampsNow, NOW);
    }

    private static DeadLetter letter(String origin, long timestampMillis) {
        return DeadLetter.of(TestLetter.of(origin, 7).consumed(timestampMillis));
    }
}
