package io.inferencestream.stream.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes of the stream are killed while they work, and another joins and leaves. {@code -Dkill.records=50000
 * -Dkill.kills=6} makes it the long run.
 */
final class KillTest {
    private static final int RECORDS = Integer.getInteger("kill.records", 5_000);
    private static final int KILLS = Integer.getInteger("kill.kills", 3);
    private static final int PARTITIONS = 6;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void losesNothingWhateverIsKilled(String delivery, @TempDir Path folder) throws Exception {
        List<ForkedJvm> instances = new ArrayList<>();
        try (KillBench bench = KillBench.start(
                folder, "kill", PARTITIONS, "  producer.transaction.timeout.ms: 4000", "delivery: " + delivery)) {
            bench.send(RECORDS, 0);
            try {
                instances.add(bench.stream("first", FakeEngine.STEADY));

                for (int kill = 1; kill <= KILLS; kill++) {
                    workOn(bench);
                    instances.get(0).kill();
                    instances.set(0, bench.stream("first", FakeEngine.STEADY));
                    if (kill == 1) {
                        instances.add(bench.stream("second", FakeEngine.STEADY));
                    }
                }
                assertThat(instances.get(1).terminate())
                        .as("exit code of the one that left")
                        .isZero();

                Outcomes outcomes = bench.settled(RECORDS);
                assertThat(outcomes.distinct()).as("seed %d", seed).isEqualTo(RECORDS);
                if (delivery.equals("exactly-once")) {
                    assertThat(outcomes.doubled()).as("doubled, seed %d", seed).isZero();
                    assertThat(outcomes.reordered())
                            .as("reordered, seed %d", seed)
                            .isZero();
                    assertThat(outcomes.rejectedCount()).isEqualTo(KillBench.damaged(RECORDS));
                }
                assertThat(instances.get(0).terminate()).isZero();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": "
                                + instances.stream().map(ForkedJvm::output).toList(),
                        e);
            } finally {
                instances.forEach(ForkedJvm::close);
            }
        }
    }

    /** Waits until the stream has got on by a random part of its share between two kills. */
    private void workOn(KillBench bench) {
        int share = RECORDS / (KILLS + 2);
        bench.awaitWritten(bench.written() + share / 2 + random.nextInt(share / 2));
    }
}
