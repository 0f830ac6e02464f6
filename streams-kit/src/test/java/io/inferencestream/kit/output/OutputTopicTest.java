package io.inferencestream.kit.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class OutputTopicTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final byte[] KEY = {1};

    private final OutputTopic topic = new OutputTopic("predictions", 1_000, () -> NOW);

    @Test
    void takesWhatTheProducerSendsWhereNothingIsKnownOfIt() {
        assertThat(topic.refusal(null, new byte[800], new RecordHeaders())).isEmpty();
        assertThat(topic.refusal(null, new byte[1_000], new RecordHeaders()))
                .hasValueSatisfying(why -> assertThat(why).contains("topic predictions takes records of 1000 bytes"));
        assertThat(topic.timestamp(0)).isZero();
    }

    @Test
    void refusesWhatItsSettingsSay() {
        topic.limit(TopicLimits.of(Map.of("max.message.bytes", "500", "cleanup.policy", "compact,delete"), false));

        assertThat(topic.refusal(KEY, new byte[300], new RecordHeaders())).isEmpty();
        assertThat(topic.refusal(KEY, new byte[500], new RecordHeaders())).isPresent();
        assertThat(topic.refusal(KEY, null, new RecordHeaders().add("note", new byte[500])))
                .isPresent();
        assertThat(topic.refusal(null, new byte[300], new RecordHeaders()))
                .hasValueSatisfying(why -> assertThat(why).contains("no key", "topic predictions is compacted"));
    }

    @Test
    void leavesTheSizeOfWhatIsCompressedToTheBroker() {
        topic.limit(TopicLimits.of(Map.of("max.message.bytes", "500"), true));

        assertThat(topic.refusal(KEY, new byte[800], new RecordHeaders())).isEmpty();
    }

    @Test
    void givesThePresentTimeWhereItTakesNoneSoOldOrSoNew() {
        topic.limit(TopicLimits.of(
                Map.of(
                        "message.timestamp.before.max.ms", String.valueOf(HOUR),
                        "message.timestamp.after.max.ms", String.valueOf(HOUR)),
                false));

        assertThat(topic.timestamp(NOW - HOUR / 2)).isEqualTo(NOW - HOUR / 2);
        assertThat(topic.timestamp(NOW - HOUR)).isEqualTo(NOW);
        assertThat(topic.timestamp(NOW + HOUR / 2)).isEqualTo(NOW + HOUR / 2);
        assertThat(topic.timestamp(NOW + HOUR)).isEqualTo(NOW);
    }

    @Test
    void keepsEveryTimestampWhereTheBrokerStampsRecordsItself() {
        topic.limit(TopicLimits.of(
                Map.of("message.timestamp.type", "LogAppendTime", "message.timestamp.before.max.ms", "1"), false));

        assertThat(topic.timestamp(0)).isZero();
    }

    @Test
    void givesThePresentTimeAfterARefusalUntilItsSettingsAreReadAnew() {
        assertThat(topic.refusedTimestamp(NOW - HOUR)).isTrue();
        assertThat(topic.timestamp(NOW - HOUR)).isEqualTo(NOW);
        assertThat(topic.refusedTimestamp(NOW)).isFalse();

        topic.limit(TopicLimits.NONE);

        assertThat(topic.timestamp(NOW - HOUR)).isEqualTo(NOW - HOUR);
    }
}
