package io.inferencestream.producer.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.event.PredictionEvent;
import io.inferencestream.schemas.header.HeaderNames;
import io.inferencestream.schemas.outcome.OutcomeReader;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeFollowerTest {
    private static final TopicPartition PREDICTIONS = new TopicPartition("predictions", 0);
    private static final TopicPartition DEAD_LETTERS = new TopicPartition("dead-letters", 0);
    private static final byte[] GARBAGE = {0};

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final Ledger ledger = new Ledger(true);
    private final OutcomeFollower follower = new OutcomeFollower(
            consumer,
            new OutcomeReader((topic, bytes) -> read(bytes), DEAD_LETTERS.topic()),
            List.of(PREDICTIONS.topic(), DEAD_LETTERS.topic()),
            TestOutcomes.IMAGES,
            ledger,
            () -> 7_000_000L);

    @BeforeEach
    void startAtEnd() {
        for (TopicPartition partition : List.of(PREDICTIONS, DEAD_LETTERS)) {
            consumer.updatePartitions(
                    partition.topic(),
                    List.of(new PartitionInfo(partition.topic(), partition.partition(), null, null, null)));
        }
        consumer.updateEndOffsets(Map.of(PREDICTIONS, 100L, DEAD_LETTERS, 50L));
        follower.startAtEnd();
        ledger.sent(3, 17, new SentImage("run-0/a.png", true, "bag", 0), 0);
    }

    @Test
    void beginsWhereTheTopicsEnd() {
        assertThat(consumer.position(PREDICTIONS)).isEqualTo(100);
        assertThat(consumer.position(DEAD_LETTERS)).isEqualTo(50);
    }

    @Test
    void booksAPredictionByTheRecordItNames() {
        predict(100, "images 3 17 bag");

        poll();

        Tally tally = ledger.tally();
        assertThat(tally.predicted()).isEqualTo(1);
        assertThat(tally.accuracy()).isEqualTo(new Tally.Accuracy(1, 1));
        assertThat(tally.models()).containsOnlyKeys("fashion/1");
        assertThat(tally.devices()).containsOnlyKeys("cpu");
        assertThat(tally.stations()).isEqualTo(new Stations(1, 2, 3, 4));
        assertThat(tally.latency().p50()).isEqualTo(7, org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void booksADeadLetterByItsHeaders() {
        bury("images", "3", "17", "CORRUPT_IMAGE");

        poll();

        assertThat(ledger.tally().rejections()).isEqualTo(Map.of("CORRUPT_IMAGE", 1L));
    }

    @Test
    void leavesAsideWhatCameFromAnotherTopic() {
        predict(100, "elsewhere 3 17 bag");
        bury("elsewhere", "3", "17", "CORRUPT_IMAGE");

        poll();

        assertThat(ledger.tally().accounted()).isZero();
        assertThat(ledger.tally().faults().none()).isTrue();
    }

    @Test
    void countsWhatCannotBeReadAndGoesOn() {
        consumer.addRecord(new ConsumerRecord<>("predictions", 0, 100, new byte[0], GARBAGE));
        predict(101, "images 3 17 bag");
        bury("images", "three", "17", "CORRUPT_IMAGE");
        consumer.addRecord(new ConsumerRecord<>("dead-letters", 0, 51, new byte[0], GARBAGE));

        poll();

        assertThat(ledger.tally().faults().unreadableOutcomes()).isEqualTo(3);
        assertThat(ledger.tally().predicted()).isEqualTo(1);
    }

    @Test
    void knowsWhenItHasReadToTheEnd() {
        consumer.updateEndOffsets(Map.of(PREDICTIONS, 101L, DEAD_LETTERS, 50L));
        Map<TopicPartition, Long> ends = follower.ends();
        predict(100, "images 3 17 bag");
        assertThat(follower.hasReached(ends)).isFalse();

        poll();

        assertThat(follower.hasReached(ends)).isTrue();
    }

    private void poll() {
        follower.poll(Duration.ZERO);
    }

    private void predict(long offset, String words) {
        consumer.addRecord(new ConsumerRecord<>("predictions", 0, offset, new byte[0], bytes(words)));
    }

    private void bury(String topic, String partition, String offset, String reason) {
        ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>("dead-letters", 0, 50, new byte[0], GARBAGE);
        letter.headers()
                .add(HeaderNames.ERROR_TOPIC, bytes(topic))
                .add(HeaderNames.ERROR_PARTITION, bytes(partition))
                .add(HeaderNames.ERROR_OFFSET, bytes(offset))
                .add(HeaderNames.REJECTION_REASON, bytes(reason));
        consumer.addRecord(letter);
    }

    /** Reads {@code TOPIC PARTITION OFFSET LABEL}, in place of Avro. */
    private static PredictionEvent read(byte[] bytes) {
        String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", -1);
        if (words.length != 4) {
            throw new SerializationException("not four words: " + words.length);
        }
        return TestOutcomes.event(
                new RecordPosition(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2])),
                "run-0/a.png",
                words[3],
                1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
