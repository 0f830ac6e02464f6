package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.stream.config.Delivery;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

final class PlanTest {
    @Test
    void aSeedAlwaysComesToTheSamePlan() {
        assertThat(Plan.of(scenario(7))).isEqualTo(Plan.of(scenario(7))).isNotEqualTo(Plan.of(scenario(8)));
    }

    @Test
    void everythingAskedForHappens() {
        Plan plan = Plan.of(scenario(7));

        assertThat(plan.steps().stream().map(Plan.Step::what))
                .containsAll(EnumSet.allOf(Disturbance.class))
                .hasSize(2 + Disturbance.values().length - 1);
        assertThat(plan.steps().stream().map(Plan.Step::afterRecords)).isSorted();
        assertThat(plan.specimens()).hasSize(1_000);
    }

    private static Scenario scenario(long seed) {
        return new Scenario(
                seed,
                Delivery.EXACTLY_ONCE,
                "classic",
                1_000,
                6,
                2,
                EnumSet.complementOf(EnumSet.of(Disturbance.SIGKILL)),
                true);
    }
}
