package io.inferencestream.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.inferencestream.chaos.engine.Orders;
import io.inferencestream.chaos.engine.Temper;
import io.inferencestream.chaos.feed.Specimen;
import io.inferencestream.chaos.process.Instance;
import io.inferencestream.chaos.process.Program;
import io.inferencestream.chaos.process.StreamTopics;
import io.inferencestream.chaos.verify.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An image that the engine dies of: the next start names it, and an operator's word lets the stream go on. An engine that
 * breaks by itself: the exit code says so.
 */
final class EngineDeathIT {
    private static final int NEIGHBOURS = 30;
    private static final String VICTIM = "death-images-0@" + NEIGHBOURS;

    @ParameterizedTest
    @CsvSource({"HANGS,4", "CRASHES,134"})
    void namesTheImageAndGoesOnOnceItIsRejected(Temper temper, int exitCode, @TempDir Path folder) throws Exception {
        try (Stage stage = Stage.set(folder, new StreamTopics("death", 1), 0)) {
            stage.feeder().sendAll(images());

            try (Instance first = start(stage, temper)) {
                assertThat(first.jvm().exitCode()).isEqualTo(exitCode);
            }
            try (Instance second = start(stage, temper)) {
                assertThat(second.jvm().exitCode()).isEqualTo(exitCode);
                String output = second.jvm().output();
                Matcher named = Pattern.compile("engine worked on: (.*?)\\. If it ends there again")
                        .matcher(output);
                assertThat(named.find()).as(output).isTrue();
                assertThat(named.group(1)).contains(VICTIM);
            }
            try (Instance third = start(stage, temper, "reject: ['" + VICTIM + "']")) {
                assertThat(stage.awaitAll()).isTrue();
                third.jvm().terminate();
                assertThat(third.jvm().exitCode()).isZero();
            }

            Verdict verdict = stage.audit(false);
            assertThat(verdict.holds(true)).as(verdict.toString()).isTrue();
            assertThat(verdict.rejected()).isEqualTo(1);
            assertThat(verdict.predicted()).isEqualTo(2 * NEIGHBOURS);
        }
    }

    @Test
    void saysThatItsEngineIsBrokenThoughItIsToldToEndMeanwhile(@TempDir Path folder) throws Exception {
        try (Stage stage = Stage.set(folder, new StreamTopics("death", 1), 0);
                Instance instance = start(stage, Temper.STEADY)) {
            await().atMost(Duration.ofSeconds(60)).until(instance::hasPartitions);
            instance.orders().give(Orders.Order.BREAK);
            stage.feeder().sendAll(images());
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> instance.jvm().output().contains("The stream ends: ENGINE_FAILED"));

            instance.jvm().terminate();

            assertThat(instance.jvm().exitCode()).isEqualTo(4);
            assertThat(instance.jvm().output())
                    .doesNotContain("what was pending is answered and committed")
                    .doesNotContain("did not end in time");
        }
    }

    private static List<Specimen> images() {
        List<Specimen> images = new ArrayList<>(Collections.nCopies(NEIGHBOURS, Specimen.GOOD));
        images.add(Specimen.VICTIM);
        images.addAll(Collections.nCopies(NEIGHBOURS, Specimen.GOOD));
        return images;
    }

    private static Instance start(Stage stage, Temper temper, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "  producer.transaction.timeout.ms: 4000",
                "  session.timeout.ms: 2000",
                "  heartbeat.interval.ms: 400",
                "limits: {predictTimeout: 2s}"));
        settings.addAll(List.of(more));
        return Instance.start("only", stage.setup(temper, Program.own(), settings));
    }
}
