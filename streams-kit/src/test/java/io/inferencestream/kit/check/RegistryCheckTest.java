package io.inferencestream.kit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryCheckTest {
    private static final String URL = "http://registry:8081";

    private final List<Duration> pauses = new ArrayList<>();
    private long nanos;
    private int asked;

    private final RegistryCheck check = new RegistryCheck(new Patience(() -> nanos, time -> {
        pauses.add(time);
        nanos += time.toNanos();
    }));

    @Test
    void asksOnceWhereTheRegistryAnswers() {
        assertThat(check.run(URL, Duration.ofSeconds(30), () -> answerAfter(0))).isEmpty();
        assertThat(asked).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsForARegistryThatComesUp() {
        assertThat(check.run(URL, Duration.ofSeconds(30), () -> answerAfter(5))).isEmpty();
        assertThat(asked).isEqualTo(6);
    }

    @Test
    void givesUpAfterTheLongestWait() {
        List<Finding> findings = check.run(URL, Duration.ofMillis(1200), () -> answerAfter(1000));

        assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(200));
        assertThat(asked).isEqualTo(4);
        assertThat(findings)
                .singleElement()
                .hasToString("PROBLEM registry.schema.registry.url: the schema registry at http://registry:8081 is not"
                        + " usable after 1200 ms: Connection refused 4."
                        + " Start it, or mend the address and credentials under registry.");
    }

    @Test
    void asksOnceWhereThereIsNoTimeToWait() {
        assertThat(check.run(URL, Duration.ZERO, () -> answerAfter(1000))).hasSize(1);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void endsTheWaitWhenInterrupted() {
        RegistryCheck interrupted = new RegistryCheck(new Patience(() -> nanos, time -> {
            throw new InterruptedException();
        }));

        List<Finding> findings = interrupted.run(URL, Duration.ofSeconds(30), () -> answerAfter(1000));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(findings).hasSize(1);
        assertThat(asked).isEqualTo(1);
    }

    private Optional<String> answerAfter(int failures) {
        asked++;
        return asked <= failures ? Optional.of("Connection refused " + asked) : Optional.empty();
    }
}
