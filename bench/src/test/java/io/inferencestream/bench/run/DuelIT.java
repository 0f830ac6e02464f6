package io.inferencestream.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.bench.contestant.Contestant;
import io.inferencestream.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuelIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> SMALL = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path work;

    @Test
    void measuresTheStreamAgainstItselfWithAnotherSetting() throws Exception {
        List<String> progress = new ArrayList<>();
        Duel.Side asItIs = new Duel.Side(Contestant.OURS_EXACTLY_ONCE, SMALL, List.of(), null);
        Duel.Side otherwise =
                new Duel.Side(Contestant.OURS_EXACTLY_ONCE, SMALL, List.of("kafka.producer.linger.ms: 3"), null);

        DuelResult result = new Duel(HOME, null, work, progress::add)
                .run(Workloads.FASHION, asItIs, otherwise, Duration.ofSeconds(1), Duration.ofSeconds(2), 2);

        for (DuelResult.Side side : List.of(result.first(), result.second())) {
            assertThat(side.imagesPerSecond()).isPositive();
            assertThat(side.appCpuMillis()).isPositive();
            assertThat(side.brokerCpuMillis()).isPositive();
        }
        assertThat(result.ratios())
                .hasSize(2)
                .allSatisfy(ratio -> assertThat(ratio).isPositive());
        assertThat(progress).hasSize(3).last().asString().startsWith("turn 2 of 2: ");
        assertThat(configurations())
                .hasSize(2)
                .filteredOn(text -> text.contains("producer.linger.ms: 3"))
                .hasSize(1);
    }

    private List<String> configurations() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            List<String> texts = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    @Test
    void comparesEachTurnWithTheOthersBeforeAndAfterIt() {
        DuelResult result =
                new DuelResult(List.of(turn(50), turn(60), turn(80)), List.of(turn(100), turn(200), turn(120)));

        assertThat(result.ratios()).containsExactly(60 / 150.0, 0.5, 0.5).isSorted();
    }

    @Test
    void saysTheMedianAndWhatAnImageCostOverAllTurns() {
        DuelResult result = new DuelResult(
                List.of(new Duellist.Turn(10, 100, 300, 50), new Duellist.Turn(30, 300, 500, 150)),
                List.of(turn(1), turn(2)));

        assertThat(result.first()).isEqualTo(new DuelResult.Side(20, 2, 0.5));
        assertThat(result.second()).isEqualTo(new DuelResult.Side(1.5, 0, 0));
    }

    @Test
    void findsQuantilesBetweenValues() {
        List<Double> sorted = List.of(1.0, 2.0, 4.0);

        assertThat(DuelResult.quantile(sorted, 0)).isEqualTo(1);
        assertThat(DuelResult.quantile(sorted, 0.5)).isEqualTo(2);
        assertThat(DuelResult.quantile(sorted, 0.75)).isCloseTo(3, within(1e-9));
        assertThat(DuelResult.quantile(sorted, 1)).isEqualTo(4);
    }

    private static Duellist.Turn turn(double imagesPerSecond) {
        return new Duellist.Turn(imagesPerSecond, 0, 0, 0);
    }
}
