package io.inferencestream.kit.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.schemas.outcome.RecordPosition;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class RefusalsTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final RecordPosition INPUT = new RecordPosition("images", 0, 7);

    private final OutputTopic topic = new OutputTopic("predictions", 1_000, () -> NOW);
    private final Refusals refusals = new Refusals(List.of(topic), outcome -> Optional.of(INPUT));

    @Test
    void whatABrokerWasNotUpToIsTriedAgain() {
        assertThat(refusals.judge(outcome(NOW), new TimeoutException("too slow")))
                .isEqualTo(Refusals.Verdict.RETRY);
        assertThat(refusals.isEmpty()).isTrue();
    }

    @Test
    void aRecordOfABatchThatAnotherIsToBlameForIsNotRemembered() {
        KafkaException failure = new KafkaException(
                "Failed to append record because it was part of a batch which had one more more invalid records");

        assertThat(refusals.judge(outcome(NOW), failure)).isEqualTo(Refusals.Verdict.LOOK_FURTHER);
        assertThat(refusals.of(INPUT, topic)).isEmpty();
    }

    @Test
    void anOutcomeThatIsTooLargeIsRememberedWithItsRecord() {
        RecordTooLargeException failure = new RecordTooLargeException("of 5 bytes");

        assertThat(refusals.judge(outcome(NOW), failure)).isEqualTo(Refusals.Verdict.FAIL);

        assertThat(refusals.of(INPUT, topic)).contains("topic predictions refuses it: of 5 bytes");
        assertThat(refusals.behind(new StreamsException("sending failed", failure)))
                .contains(INPUT);
    }

    @Test
    void anOldTimestampIsRememberedOfTheTopicAndNotOfTheRecord() {
        assertThat(refusals.judge(outcome(0), new InvalidTimestampException("out of range")))
                .isEqualTo(Refusals.Verdict.FAIL);

        assertThat(refusals.of(INPUT, topic)).isEmpty();
        assertThat(topic.timestamp(0)).isEqualTo(NOW);
    }

    @Test
    void whatIsInvalidEvenAtThePresentTimeIsTheRecords() {
        assertThat(refusals.judge(outcome(NOW), new InvalidRecordException("no key")))
                .isEqualTo(Refusals.Verdict.FAIL);

        assertThat(refusals.of(INPUT, topic)).isPresent();
    }

    @Test
    void aMissingRightIsNoFaultOfTheRecords() {
        assertThat(refusals.judge(outcome(NOW), new TopicAuthorizationException("predictions")))
                .isEqualTo(Refusals.Verdict.FAIL);

        assertThat(refusals.of(INPUT, topic)).isEmpty();
    }

    private static ProducerRecord<byte[], byte[]> outcome(long timestamp) {
        return new ProducerRecord<>("predictions", 0, timestamp, null, new byte[5]);
    }
}
