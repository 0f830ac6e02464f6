package io.inferencestream.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PredictorTimeTest {
    private final AtomicInteger nudges = new AtomicInteger();
    private final PredictorTime time = new PredictorTime(nudges::incrementAndGet);
    private final List<String> done = new ArrayList<>();

    @Test
    void doesNothingUntilSomebodyHasTimeForIt() {
        time.execute(() -> done.add("first"));
        time.execute(() -> done.add("second"));

        assertThat(nudges).hasValue(2);
        assertThat(done).isEmpty();
        assertThat(time.isWaiting()).isTrue();
        assertThat(time.runOne()).isTrue();
        assertThat(done).containsExactly("first");
        assertThat(time.runOne()).isTrue();
        assertThat(time.runOne()).isFalse();
        assertThat(time.isWaiting()).isFalse();
    }

    @Test
    void endsOnceWhatItTookIsDone() throws InterruptedException {
        time.execute(() -> done.add("taken"));
        time.shutdown();

        assertThatThrownBy(() -> time.execute(() -> done.add("late"))).isInstanceOf(RejectedExecutionException.class);
        assertThat(time.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        time.runOne();

        assertThat(time.awaitTermination(1, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(done).containsExactly("taken");
    }

    @Test
    void givesBackWhatNobodyHadTimeFor() throws InterruptedException {
        time.execute(() -> done.add("left"));

        assertThat(time.shutdownNow()).hasSize(1);

        assertThat(time.isTerminated()).isTrue();
        assertThat(time.runOne()).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void endsAtOnceWhereThereIsNothing() {
        time.shutdown();

        assertThat(time.isTerminated()).isTrue();
    }
}
