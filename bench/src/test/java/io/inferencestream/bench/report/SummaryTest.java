package io.inferencestream.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.bench.limit.LimitResult;
import io.inferencestream.bench.run.Measurement;
import io.inferencestream.bench.run.Measurement.Latency;
import io.inferencestream.bench.run.Measurement.Sustained;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void comparesEachRoundWithItselfBeforeItTakesTheMedian() {
        // The machine was half as quick in the second round, for both alike.
        List<Measurement> measurements = List.of(
                sustained(1, "naive", 100),
                sustained(1, "ours", 200),
                sustained(2, "naive", 50),
                sustained(2, "ours", 110),
                sustained(3, "naive", 100),
                sustained(3, "ours", 210));

        Summary ours = Summary.of(measurements, List.of("naive", "ours")).get(1);

        assertThat(ours.ratios().get("naive")).isEqualTo(2.1);
        assertThat(ours.imagesPerSecond()).isEqualTo(200);
        assertThat(ours.rounds()).isEqualTo(3);
    }

    @Test
    void saysThatARoundFailedAndLeavesItOut() {
        List<Measurement> measurements = List.of(
                sustained(1, "ours", 200),
                new Measurement(
                        2, "fashion", "ours", null, List.of(), null, 0, 1, "the contestant has ended\nand why"));

        Summary ours = Summary.of(measurements, List.of("ours")).get(0);

        assertThat(ours.imagesPerSecond()).isEqualTo(200);
        assertThat(ours.note()).isEqualTo("1 of 2 rounds failed: the contestant has ended");
    }

    @Test
    void countsImagesThatWereNotAnsweredOnceOverAllRounds() {
        Latency lossy = new Latency(50, 100, 5, 6, 7, 8, 1_000, 2, 1, 4, 0.5);
        Measurement measured = new Measurement(
                1, "fashion", "ours", new Sustained(200, 1, 1, 4, 1, 1, 1, 1), List.of(lossy), null, 0, 1, null);

        Summary ours = Summary.of(List.of(measured), List.of("ours")).get(0);

        assertThat(ours.loads().get(0).incomplete()).isEqualTo(3);
        assertThat(Markdown.latencies(List.of(ours))).contains("3 not once");
    }

    @Test
    void comparesEachWithTheLimitOfItsOwnMoment() {
        // The machine got twice as quick between the two.
        List<Measurement> measurements =
                List.of(limit(1, 1_000), sustained(1, "naive", 400, 1_000), sustained(1, "ours", 1_600, 2_000));

        List<Summary> all = Summary.of(measurements, List.of("limit", "naive", "ours"));

        assertThat(all.get(2).ratios()).containsEntry("limit", 0.8).containsEntry("naive", 2.0);
        assertThat(all.get(0).ratios()).containsEntry("limit", 1.0).containsEntry("naive", 2.5);
    }

    private static Measurement limit(int round, double perSecond) {
        LimitResult placement = new LimitResult("cpu", 2, 1, 8, perSecond, 1, 1, List.of());
        return new Measurement(round, "fashion", "limit", null, List.of(), placement, 0, 1, null);
    }

    private static Measurement sustained(int round, String contestant, double perSecond) {
        return sustained(round, contestant, perSecond, 0);
    }

    private static Measurement sustained(int round, String contestant, double perSecond, double limitBeside) {
        return new Measurement(
                round,
                "fashion",
                contestant,
                new Sustained(perSecond, 1, 1, 4, 1 << 20, 1_000, 1, 10),
                List.of(),
                null,
                limitBeside,
                1,
                null);
    }
}
