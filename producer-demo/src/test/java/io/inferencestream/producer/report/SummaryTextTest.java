package io.inferencestream.producer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.producer.account.Answers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    @Test
    void tellsTheWholeStoryOfAGoodRun() {
        assertThat(SummaryText.of(Reports.good())).isEqualTo("""
                        1,000 images sent in 2.5 s, every one accounted for

                          predicted           994   99.4 %
                          rejected              6    0.6 %
                                                4  CORRUPT_IMAGE
                                                2  IMAGE_TOO_LARGE
                          accuracy       93.00 % of 900 labelled images
                          throughput     400 images/s
                          latency        p50 21 ms · p95 40 ms · p99 61 ms · max 110 ms
                          in the stream  queue 3.1 ms · decode 0.4 ms · batch wait 1.0 ms · inference 8.0 ms
                          mean batch     18.3
                          model          fashion/1
                          device         cpu
                        """);
    }

    @Test
    void namesWhatWentWrong() {
        RunReport report = Reports.report(Reports.tally(1_000, 990, Map.of(), 1, 3));

        assertThat(report.isComplete()).isFalse();
        assertThat(SummaryText.of(report))
                .contains("10 images UNACCOUNTED FOR")
                .contains("run-7/bag/7.png (1@7)")
                .contains("and 9 more")
                .contains("big.jpg (too large)")
                .containsPattern("twice +3");
    }

    @Test
    void saysWhatEndedTheRunEarly() {
        RunReport report = new RunReport(
                Reports.tally(10, 0, Map.of(), 0, 0), false, List.of(), List.of(), List.of(), "the registry is away");

        assertThat(report.isComplete()).isFalse();
        assertThat(SummaryText.of(report)).containsPattern("problem +the registry is away");
    }

    @Test
    void sumsUpWhatModelsOfOtherTasksAnswered() {
        Answers answers = new Answers(
                Map.of("detection", 60L, "multi-label", 20L, "regression", 15L, "segmentation", 5L),
                Map.of("person", 1_204L, "car", 31L),
                7,
                Map.of("mass", 4L),
                Map.of("age", new Answers.Spread(15, 3, 41.5, 88.125, "years")));

        assertThat(SummaryText.of(Reports.of(answers)))
                .contains("  answers        detection 60, multi-label 20, regression 15, segmentation 5\n")
                .contains("  labels         mass 4\n")
                .contains("  objects        person 1,204, car 31; nothing found in 7 images\n")
                .contains("  value age      mean 41.50, from 3.000 to 88.13 years\n")
                .doesNotContain("accuracy");
    }

    @Test
    void givesEachDevicesShareWhereThereAreSeveral() {
        RunReport report = Reports.report(new io.inferencestream.producer.account.Tally(
                new io.inferencestream.producer.account.Tally.Sending(100, 0, 0, 0),
                100,
                Map.of(),
                new io.inferencestream.producer.account.Tally.Faults(0, 0, 0),
                new io.inferencestream.producer.account.Tally.Accuracy(0, 0),
                Answers.NONE,
                new io.inferencestream.producer.account.Tally.Latency(1, 1, 1, 1),
                io.inferencestream.producer.account.Stations.NONE,
                1,
                Map.of("fashion/1", 100L),
                Map.of("cpu", 30L, "gpu:0", 70L),
                1));

        assertThat(SummaryText.of(report)).contains("cpu (30 %), gpu:0 (70 %)").doesNotContain("accuracy");
    }
}
