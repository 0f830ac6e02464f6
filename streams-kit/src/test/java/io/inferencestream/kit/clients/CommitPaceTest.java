package io.inferencestream.kit.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {
    private static final long ENOUGH = 1 << 20;
    private static final Duration TARGET = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<String> told = new ArrayList<>();
    private long nanos = 1;
    private final CommitPace pace = new CommitPace(TARGET, ENOUGH, PATIENCE, () -> nanos, new Told());
    private final ThreadPace thread = pace.ofThisThread();

    @Test
    void limitsNothingWhileCommitsAreQuick() {
        for (int i = 0; i < 100; i++) {
            transaction(1000, 100, Duration.ofMillis(1900));
        }

        assertThat(thread.mayHandOut()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void limitsRecordsToWhatACommitGetsThroughInTime() {
        transaction(1000, 100, Duration.ofSeconds(20));

        assertThat(thread.mayHandOut()).isEqualTo(100);
    }

    @Test
    void handsOutNoMoreThanThatBetweenTwoCommits() {
        transaction(1000, 100, Duration.ofSeconds(20));

        thread.handedOut(60);
        assertThat(thread.mayHandOut()).isEqualTo(40);
        thread.handedOut(40);
        assertThat(thread.mayHandOut()).isZero();
        transaction(100, 100, Duration.ofSeconds(2));
        assertThat(thread.mayHandOut()).isEqualTo(100);
    }

    @Test
    void handsOutAgainWhereNoCommitComes() {
        transaction(1000, 100, Duration.ofSeconds(20));
        thread.handedOut(100);

        pass(PATIENCE.plusMillis(1));

        assertThat(thread.mayHandOut()).isEqualTo(100);
    }

    @Test
    void goesByBytesWhereOutcomesGrow() {
        transaction(1000, 100, Duration.ofSeconds(20));
        for (int i = 0; i < 20; i++) {
            transaction(2, 1000, Duration.ofMillis(1500));
        }

        assertThat(thread.mayHandOut()).isEqualTo(10);
    }

    @Test
    void alwaysHandsOutOne() {
        transaction(1, 100_000, Duration.ofSeconds(200));

        assertThat(thread.mayHandOut()).isOne();
    }

    @Test
    void learnsFromAFailureThatTookLong() {
        send(1200, 100);
        thread.waiting(() -> pass(Duration.ofSeconds(12)));
        thread.failed();

        assertThat(thread.mayHandOut()).isEqualTo(100);
        assertThat(told).containsExactly("failed");
    }

    @Test
    void takesACommitForAFailureBeforeWhichAnOutcomeExpired() {
        send(1200, 100);
        thread.lost();
        thread.committing(() -> pass(Duration.ofSeconds(3)));

        assertThat(thread.mayHandOut()).isEqualTo(100);
        assertThat(told).containsExactly("failed");
    }

    @Test
    void learnsNothingFromAFailureThatTookNoTime() {
        send(1200, 100);
        thread.failed();

        assertThat(thread.mayHandOut()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void knowsNoFailureWhereNothingWasSent() {
        thread.failed();

        assertThat(told).isEmpty();
    }

    @Test
    void liftsTheLimitStepByStepOnceCommitsAreQuick() {
        transaction(1000, 100, Duration.ofSeconds(20));
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int records = Math.min(thread.mayHandOut(), 20_000);
            steps.add(records);
            transaction(records, 100, Duration.ofMillis(50));
        }

        assertThat(steps.get(1)).isBetween(120, 126);
        assertThat(thread.mayHandOut()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void keepsTheLimitWhileLessIsSent() {
        transaction(1000, 100, Duration.ofSeconds(20));
        for (int i = 0; i < 60; i++) {
            transaction(1, 100, Duration.ofMillis(50));
        }

        assertThat(thread.mayHandOut()).isEqualTo(100);
    }

    @Test
    void settlesWhereABrokerThrottles() {
        int bytesASecond = 20_000;
        double debt = 0;
        int failures = 0;
        for (int i = 0; i < 200; i++) {
            int records = Math.min(thread.mayHandOut(), 3000);
            debt += records * 300.0;
            Duration takes = Duration.ofMillis((long) (debt / bytesASecond * 1000));
            if (takes.compareTo(TARGET.multipliedBy(6)) > 0) {
                failures++;
                send(records, 300);
                thread.waiting(() -> pass(takes));
                thread.failed();
            } else {
                transaction(records, 300, takes);
            }
            debt = 0;
        }

        assertThat(failures).isOne();
        assertThat(thread.mayHandOut()).isBetween(30, 200);
    }

    private void transaction(int records, int bytes, Duration takes) {
        send(records, bytes);
        thread.committing(() -> pass(takes));
    }

    private void send(int records, int bytes) {
        for (int i = 0; i < records; i++) {
            thread.sent(bytes);
        }
    }

    private void pass(Duration time) {
        nanos += TimeUnit.MILLISECONDS.toNanos(time.toMillis());
    }

    private final class Told implements ClientEvents {
        @Override
        public void committed() {}

        @Override
        public void commitFailed() {
            told.add("failed");
        }

        @Override
        public void skipped(TopicPartition partition, long from, long to) {}
    }
}
