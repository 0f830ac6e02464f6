package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.chaos.process.Program;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.chaos.verify.Verdict;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two images a second under exactly-once, with Kafka Streams' own time-out of a transaction. */
final class SlowModelIT {
    private static final int RECORDS = 36;

    @Test
    void aModelSlowerThanTheWaitingBudgetMakesSteadyProgress(@TempDir Path folder) throws Exception {
        try (Stage stage = Stage.set(folder, new StreamTopics("slow", 6), 0)) {
            stage.feeder().sendAll(Collections.nCopies(RECORDS, Specimen.GOOD));

            try (Instance stream = Instance.start("only", stage.setup(Temper.SLOW, Program.own(), List.of()))) {
                assertThat(stage.awaitAll()).isTrue();

                assertThat(stream.jvm().output())
                        .doesNotContain("stream thread died")
                        .doesNotContain("without an outcome");
                stream.jvm().terminate();
                assertThat(stream.jvm().exitCode()).isZero();
            }

            Verdict verdict = stage.audit(false);
            assertThat(verdict.holds(true)).as(verdict.toString()).isTrue();
            assertThat(verdict.predicted()).isEqualTo(RECORDS);
        }
    }
}
