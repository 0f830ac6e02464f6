package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.kit.properties.Delivery;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Optional<Path> NEW = Optional.empty();

    @Test
    void aSeedAlwaysComesToTheSamePlan() {
        assertThat(Plan.of(scenario(7, NEW)))
                .isEqualTo(Plan.of(scenario(7, NEW)))
                .isNotEqualTo(Plan.of(scenario(8, NEW)));
    }

    @Test
    void everythingAskedForHappens() {
        Plan plan = Plan.of(scenario(7, NEW));

        assertThat(plan.steps().stream().map(Plan.Step::what))
                .containsAll(Disturbance.onceEach())
                .hasSize(2 + Disturbance.onceEach().size());
        assertThat(plan.steps().stream().map(Plan.Step::afterRecords)).isSorted();
        assertThat(plan.specimens())
                .hasSize(1_000)
                .contains(Specimen.FORBIDDEN_SCHEMA, Specimen.WITHOUT_TIME, Specimen.HEAVY);
        assertThat(plan.upgrades()).isZero();
    }

    @Test
    void everyInstanceOfAnotherBuildIsReplacedAndMeetsNothingFatal() {
        for (long seed = 1; seed <= 20; seed++) {
            Plan plan = Plan.of(scenario(seed, Optional.of(Path.of("before"))));

            assertThat(plan.instances()).isGreaterThan(1);
            assertThat(plan.upgrades()).isEqualTo(plan.instances());
            assertThat(plan.specimens())
                    .contains(Specimen.NO_EVENT)
                    .doesNotContain(Specimen.FORBIDDEN_SCHEMA, Specimen.WITHOUT_TIME, Specimen.HEAVY);
        }
    }

    private static Scenario scenario(long seed, Optional<Path> from) {
        return new Scenario(seed, Delivery.EXACTLY_ONCE, "classic", 1_000, 6, 2, Disturbance.onceEach(), true, from);
    }
}
