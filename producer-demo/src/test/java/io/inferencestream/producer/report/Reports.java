package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Answers;
import io.inferencestream.producer.account.Stations;
import io.inferencestream.producer.account.Tally;
import java.util.List;
import java.util.Map;

/** Reports for tests. */
final class Reports {
    private Reports() {}

    static RunReport good() {
        return report(tally(1_000, 994, Map.of("CORRUPT_IMAGE", 4L, "IMAGE_TOO_LARGE", 2L), 0, 0));
    }

    static RunReport report(Tally tally) {
        return new RunReport(
                tally, true, List.of("run-7/bag/7.png (1@7)"), List.of(), List.of("big.jpg (too large)"), null);
    }

    /** Of images that models answered otherwise than with a class. */
    static RunReport of(Answers answers) {
        Tally its = tally(100, 100, Map.of(), 0, 0);
        return report(new Tally(
                its.sending(),
                its.predicted(),
                its.rejections(),
                its.faults(),
                new Tally.Accuracy(0, 0),
                answers,
                its.latency(),
                its.stations(),
                its.meanBatch(),
                its.models(),
                its.devices(),
                its.seconds()));
    }

    static Tally tally(long sent, long predicted, Map<String, Long> rejections, long tooLarge, long duplicates) {
        return new Tally(
                new Tally.Sending(sent, tooLarge, 0, 0),
                predicted,
                rejections,
                new Tally.Faults(duplicates, 0, 0),
                new Tally.Accuracy(900, 837),
                Answers.NONE,
                new Tally.Latency(21.4, 40.25, 61.0, 110.0),
                new Stations(3_100, 400, 1_000, 8_000),
                18.25,
                Map.of("fashion/1", predicted),
                Map.of("cpu", predicted),
                2.5);
    }
}
