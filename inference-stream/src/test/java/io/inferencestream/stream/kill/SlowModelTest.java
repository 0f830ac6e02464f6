package io.inferencestream.stream.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two images a second under exactly-once, with Kafka Streams' own time-out of a transaction. */
final class SlowModelTest {
    private static final int RECORDS = 36;

    @Test
    void aModelSlowerThanTheWaitingBudgetMakesSteadyProgress(@TempDir Path folder) throws Exception {
        try (KillBench bench = KillBench.start(folder, "slow", 6)) {
            bench.send(RECORDS, 0);

            try (ForkedJvm stream = bench.stream("only", FakeEngine.SLOW)) {
                Outcomes outcomes = bench.settled(RECORDS);

                assertThat(outcomes.doubled()).isZero();
                assertThat(outcomes.reordered()).isZero();
                assertThat(stream.output()).doesNotContain("stream thread died").doesNotContain("without an outcome");
                assertThat(stream.terminate()).isZero();
            }
        }
    }
}
