package io.inferencestream.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.bench.contestant.Contestant;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final List<Contestant> FOUR =
            List.of(Contestant.OURS, Contestant.NAIVE, Contestant.FLINK, Contestant.PASS_THROUGH);

    @Test
    void beginsEveryRoundWithAnotherContestant() {
        Plan plan = plan(FOUR, 3);

        assertThat(plan.streams(1)).isEqualTo(FOUR);
        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(round -> plan.streams(round).get(0)))
                .containsExactly(Contestant.OURS, Contestant.NAIVE, Contestant.FLINK);
        assertThat(plan.streams(3)).containsExactlyInAnyOrderElementsOf(FOUR);
    }

    @Test
    void countsTheLimitAsNoPlaceInLine() {
        List<Contestant> withLimit = List.of(Contestant.LIMIT, Contestant.OURS, Contestant.NAIVE, Contestant.FLINK);

        assertThat(plan(withLimit, 3).streams(2)).containsExactly(Contestant.NAIVE, Contestant.FLINK, Contestant.OURS);
    }

    @Test
    void spreadsTheFirstPlacesOverAllContestants() {
        Plan plan = plan(List.of(Contestant.values()), 3);

        assertThat(plan.streams(2).get(0))
                .isEqualTo(plan.streams(1).get(plan.streams(1).size() / 3));
    }

    private static Plan plan(List<Contestant> contestants, int rounds) {
        return new Plan(
                List.of("fashion"),
                contestants,
                rounds,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of(),
                4,
                100);
    }
}
