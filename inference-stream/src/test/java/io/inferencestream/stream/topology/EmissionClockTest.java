package io.inferencestream.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EmissionClockTest {
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration SELDOM = Duration.ofMillis(30);

    private final MockProcessorContext<byte[], Emission> context = new MockProcessorContext<>();
    private long processed;
    private int looks;
    private int quietLooks;

    @BeforeEach
    void start() {
        EmissionClock.start(context, OFTEN, () -> processed, isQuiet -> {
            looks++;
            quietLooks += isQuiet ? 1 : 0;
        });
    }

    @Test
    void looksOftenWhileFewRecordsCome() {
        tickAfter(0);
        tickAfter(127);

        assertThat(intervals()).containsExactly(OFTEN);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void tellsWhetherAWholeIntervalPassedWithoutARecord() {
        tickAfter(1);
        assertThat(quietLooks).isZero();

        tickAfter(0);
        assertThat(quietLooks).isOne();
    }

    @Test
    void looksSeldomWhileManyComeAndOftenAgainAfterwards() {
        tickAfter(128);
        assertThat(intervals()).containsExactly(SELDOM);

        tickAfter(5_000);
        assertThat(intervals()).containsExactly(SELDOM);

        tickAfter(100);
        assertThat(intervals()).containsExactly(OFTEN);
        assertThat(looks).isEqualTo(3);
    }

    private void tickAfter(int records) {
        processed += records;
        scheduled().get(0).getPunctuator().punctuate(0);
    }

    private List<Duration> intervals() {
        return scheduled().stream().map(CapturedPunctuator::getInterval).toList();
    }

    private List<CapturedPunctuator> scheduled() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }
}
