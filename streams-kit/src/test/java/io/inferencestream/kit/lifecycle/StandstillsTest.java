package io.inferencestream.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.health.GroupOffsets;
import io.inferencestream.schemas.outcome.RecordPosition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class StandstillsTest {
    private static final TopicPartition PARTITION = new TopicPartition("images", 0);
    private static final TopicPartition OTHER = new TopicPartition("images", 1);
    private static final Optional<RecordPosition> RECORD = at(7);
    private static final Throwable CAUSE = new IllegalStateException("felled");

    private long nanos;
    private final Standstills standstills = new Standstills(() -> nanos);

    @Test
    void theThirdThreadThatDiesOfOneRecordIsOneTooMany() {
        assertThat(standstills.died(RECORD, CAUSE, true)).isEmpty();
        assertThat(standstills.died(RECORD, CAUSE, true)).isEmpty();

        assertThat(standstills.died(RECORD, CAUSE, true)).hasValueSatisfying(standstill -> {
            assertThat(standstill.record()).isEqualTo(RECORD);
            assertThat(standstill.cause()).isSameAs(CAUSE);
        });
    }

    @Test
    void deathsOfManyRecordsAreNotOfOne() {
        for (int i = 0; i < 100; i++) {
            assertThat(standstills.died(at(i), CAUSE, true)).isEmpty();
        }
    }

    @Test
    void outcomesThatAreLateEndNothingByTheirNumber() {
        for (int i = 0; i < 100; i++) {
            assertThat(standstills.died(RECORD, CAUSE, false)).isEmpty();
        }
    }

    @Test
    void aRecordThatNoCommitHasPassedForAMinuteIsAStandstill() {
        standstills.died(RECORD, CAUSE, true);

        for (int second = 2; second <= 60; second += 2) {
            assertThat(after(2, committed(7, second))).isEmpty();
        }

        assertThat(after(2, committed(7, 62)))
                .map(Standstills.Standstill::record)
                .contains(RECORD);
    }

    @Test
    void whereACommitHasPassedTheRecordNothingIsHeldAgainstIt() {
        standstills.died(RECORD, CAUSE, true);
        standstills.died(RECORD, CAUSE, true);

        assertThat(after(2, committed(8, 0))).isEmpty();

        assertThat(standstills.died(RECORD, CAUSE, true)).isEmpty();
        assertThat(standstills.died(RECORD, CAUSE, true)).isEmpty();
    }

    @Test
    void timeInWhichNobodyTellsDoesNotCount() {
        standstills.died(RECORD, CAUSE, true);
        for (int second = 0; second < 600; second += 2) {
            nanos += Duration.ofSeconds(2).toNanos();
            standstills.unknown();
        }

        assertThat(after(2, committed(7, 0))).isEmpty();
    }

    @Test
    void timeInWhichTheProcessStoodStillDoesNotCount() {
        standstills.died(RECORD, CAUSE, true);

        assertThat(after(3_600, committed(7, 0))).isEmpty();
    }

    @Test
    void deathsAtNoKnownRecordEndItWhereNothingAdvancesAnywhere() {
        after(2, committed(7, 0));
        standstills.died(Optional.empty(), CAUSE, true);
        for (int second = 2; second <= 60; second += 2) {
            assertThat(after(2, committed(7, 0))).isEmpty();
        }

        assertThat(after(2, committed(7, 0)))
                .map(Standstills.Standstill::record)
                .contains(Optional.empty());
    }

    @Test
    void deathsAtNoKnownRecordEndNothingWhereAnyPartitionAdvances() {
        standstills.died(Optional.empty(), CAUSE, true);

        for (int second = 2; second <= 600; second += 2) {
            assertThat(after(2, committed(7, second))).isEmpty();
        }
    }

    private Optional<Standstills.Standstill> after(int seconds, GroupOffsets offsets) {
        nanos += Duration.ofSeconds(seconds).toNanos();
        return standstills.advanced(offsets);
    }

    /** Where the group is in the partition of the record, and in another one. */
    private static GroupOffsets committed(long next, long otherNext) {
        return new GroupOffsets(
                Map.of(PARTITION, next, OTHER, otherNext), Map.of(), Map.of(PARTITION, 1_000L, OTHER, 1_000L));
    }

    private static Optional<RecordPosition> at(long offset) {
        return Optional.of(new RecordPosition(PARTITION.topic(), PARTITION.partition(), offset));
    }
}
