package io.inferencestream.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CommitWatchTest {
    private static final TopicPartition OURS = new TopicPartition("images", 0);
    private static final TopicPartition THEIRS = new TopicPartition("images", 1);

    private final Readiness readiness = new Readiness();
    private final FakeBroker broker = new FakeBroker();
    private final Set<TopicPartition> owned = new HashSet<>(Set.of(OURS));
    private long nanos;
    private final CommitWatch watch =
            new CommitWatch(broker, () -> owned, Duration.ofMinutes(1), readiness, new Unheard(), () -> nanos);

    @Test
    void isReadyWhereCommitsAdvanceHoweverManyRecordsWait() {
        for (int second = 0; second < 600; second += 2) {
            broker.offsets = Optional.of(offsets(second, second + 1_000, 0, 0));
            observe();
        }

        assertThat(readiness.isReady()).isTrue();
        assertThat(watch.lag()).isEqualTo(1_000);
        assertThat(watch.stallSeconds()).isLessThan(5);
    }

    @Test
    void isReadyWhereNothingWaits() {
        broker.offsets = Optional.of(offsets(5, 5, 0, 0));
        lookForSeconds(600);

        assertThat(readiness.isReady()).isTrue();
        assertThat(watch.lag()).isZero();
    }

    @Test
    void saysWhichPartitionStandsWhereRecordsWaitForLongerThanItsPatience() {
        broker.offsets = Optional.of(offsets(5, 8, 9, 9));
        lookForSeconds(60);
        assertThat(readiness.isReady()).isTrue();

        lookForSeconds(10);

        assertThat(readiness.obstacles().get(CommitWatch.OBSTACLE))
                .contains("images-0")
                .doesNotContain("images-1");
        assertThat(watch.stallSeconds()).isGreaterThan(60);
    }

    @Test
    void isReadyAgainOnceACommitHasAdvanced() {
        broker.offsets = Optional.of(offsets(5, 8, 0, 0));
        lookForSeconds(70);

        broker.offsets = Optional.of(offsets(6, 8, 0, 0));
        observe();

        assertThat(readiness.isReady()).isTrue();
        assertThat(watch.stallSeconds()).isLessThan(5);
    }

    @Test
    void aStandstillOfOthersIsNotOurs() {
        broker.offsets = Optional.of(offsets(5, 5, 5, 8));
        lookForSeconds(120);

        assertThat(readiness.isReady()).isTrue();
        assertThat(watch.stallSeconds()).isZero();
    }

    @Test
    void whoeverHasNoPartitionSpeaksForAll() {
        owned.clear();
        broker.offsets = Optional.of(offsets(5, 5, 5, 8));
        lookForSeconds(70);

        assertThat(readiness.obstacles().get(CommitWatch.OBSTACLE)).contains("images-1");
    }

    @Test
    void aPartitionThatAThreadLostAMomentAgoIsStillOurs() {
        broker.offsets = Optional.of(offsets(5, 8, 0, 0));
        lookForSeconds(50);
        owned.clear();
        lookForSeconds(20);

        assertThat(watch.lag()).isEqualTo(3);
        assertThat(readiness.obstacles().get(CommitWatch.OBSTACLE)).contains("images-0");
    }

    @Test
    void timeInWhichNoBrokerAnswersIsNoStandstill() {
        broker.offsets = Optional.of(offsets(5, 8, 0, 0));
        lookForSeconds(50);
        broker.offsets = Optional.empty();
        lookForSeconds(600);
        broker.offsets = Optional.of(offsets(5, 8, 0, 0));
        lookForSeconds(50);

        assertThat(readiness.isReady()).isTrue();
    }

    @Test
    void theRemainsOfTransactionsDoNotWait() {
        broker.isRecordThere = false;
        broker.offsets = Optional.of(offsets(5, 6, 0, 0));
        lookForSeconds(300);

        assertThat(readiness.isReady()).isTrue();
        assertThat(watch.lag()).isZero();
        assertThat(broker.probes).isEqualTo(1);
    }

    private void lookForSeconds(int seconds) {
        for (int second = 0; second < seconds; second += 2) {
            observe();
        }
    }

    private void observe() {
        watch.observe();
        nanos += Duration.ofSeconds(2).toNanos();
    }

    private static GroupOffsets offsets(long ours, long oursEnd, long theirs, long theirsEnd) {
        return new GroupOffsets(Map.of(OURS, ours, THEIRS, theirs), Map.of(), Map.of(OURS, oursEnd, THEIRS, theirsEnd));
    }

    private static final class FakeBroker implements CommitWatch.Source {
        private Optional<GroupOffsets> offsets = Optional.empty();
        private boolean isRecordThere = true;
        private int probes;

        @Override
        public Optional<GroupOffsets> read() {
            return offsets;
        }

        @Override
        public boolean isRecordBetween(TopicPartition partition, long from, long end) {
            probes++;
            return isRecordThere;
        }
    }

    private static final class Unheard implements CommitWatch.Listener {
        @Override
        public void seen(GroupOffsets offsets) {}

        @Override
        public void unknown() {}
    }
}
