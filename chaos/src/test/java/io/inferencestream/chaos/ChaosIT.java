package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.kit.properties.Delivery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The short chaos proof: processes of the stream are killed while they work, and another joins and leaves. The long one
 * is {@code bin/chaos}. {@code -Dchaos.seed=N} repeats a run.
 */
final class ChaosIT {
    private static final int PARTITIONS = 6;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final List<String> chronicle = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"EXACTLY_ONCE,classic", "AT_LEAST_ONCE,streams"})
    void losesNothingWhateverIsKilled(Delivery delivery, String protocol, @TempDir Path folder) throws Exception {
        Scenario scenario = new Scenario(
                seed,
                delivery,
                protocol,
                5_000,
                PARTITIONS,
                3,
                EnumSet.of(Disturbance.JOIN_LEAVE),
                true,
                Optional.empty());

        RunResult result = new ChaosRun(scenario, folder, chronicle::add).run();

        assertThat(result.isAsExpected()).as("%s%n%s", result, chronicle).isTrue();
        assertThat(result.verdict().records()).isEqualTo(5_000);
        assertThat(result.exits()).as("exit codes").containsKey(137);
    }

    @Test
    void losesRecordsWithoutTheBarrier(@TempDir Path folder) throws Exception {
        Scenario control = new Scenario(
                seed, Delivery.EXACTLY_ONCE, "classic", 1_500, PARTITIONS, 2, Set.of(), false, Optional.empty());

        RunResult result = new ChaosRun(control, folder, chronicle::add).run();

        assertThat(result.verdict().missing()).as("%s%n%s", result, chronicle).isPositive();
        assertThat(result.verdict().holds(true)).isFalse();
    }
}
