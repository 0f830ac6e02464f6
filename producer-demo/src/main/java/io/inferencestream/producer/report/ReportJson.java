package io.inferencestream.producer.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inferencestream.producer.account.Answers;
import io.inferencestream.producer.account.Tally;
import java.util.Map;
import java.util.TreeMap;

/** The report as one JSON object on one line, for programs. */
public final class ReportJson {
    private ReportJson() {}

    /**
     * One line, without line break. What is not known is null: the accuracy without labels or classes, all but the sending
     * without awaiting. What models answered other than single classes is in {@code answers}, which is there only then.
     */
    public static String of(RunReport report) {
        return node(report).toString();
    }

    /** The same as a tree, for callers that add to it. */
    public static ObjectNode node(RunReport report) {
        Tally tally = report.tally();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sent", tally.sending().sent());
        if (report.awaited()) {
            outcomes(tally, json);
        }
        json.put("images_per_second", rounded(tally.imagesPerSecond()));
        if (report.awaited()) {
            figures(tally, json);
        }
        json.put("too_large", tally.sending().tooLarge());
        json.put("unreadable", tally.sending().unreadable());
        json.put("failed", tally.sending().failed());
        json.put("seconds", rounded(tally.seconds()));
        json.put("complete", report.isComplete());
        json.put("problem", report.problem());
        return json;
    }

    private static void outcomes(Tally tally, ObjectNode json) {
        json.put("predicted", tally.predicted());
        json.put("rejected", tally.rejected());
        json.put("unaccounted", tally.unaccounted());
        if (tally.accuracy().labelled() == 0) {
            json.putNull("accuracy");
        } else {
            json.put("accuracy", tally.accuracy().ratio());
        }
        if (!tally.answers().tasks().isEmpty()) {
            answers(tally.answers(), json.putObject("answers"));
        }
    }

    private static void answers(Answers answers, ObjectNode json) {
        counts(answers.tasks(), json.putObject("tasks"));
        counts(answers.labels(), json.putObject("labels"));
        counts(answers.objects(), json.putObject("objects"));
        json.put("found_nothing", answers.foundNothing());
        ObjectNode values = json.putObject("values");
        new TreeMap<>(answers.values())
                .forEach((name, its) -> values.putObject(name)
                        .put("count", its.count())
                        .put("least", its.least())
                        .put("mean", its.mean())
                        .put("greatest", its.greatest())
                        .put("unit", its.unit()));
    }

    private static void counts(Map<String, Long> counts, ObjectNode json) {
        new TreeMap<>(counts).forEach(json::put);
    }

    private static void figures(Tally tally, ObjectNode json) {
        json.putObject("latency_ms")
                .put("p50", rounded(tally.latency().p50()))
                .put("p95", rounded(tally.latency().p95()))
                .put("p99", rounded(tally.latency().p99()));
        json.put("mean_batch", rounded(tally.meanBatch()));
        json.put("device", String.join(",", new TreeMap<>(tally.devices()).keySet()));
        json.put("model", String.join(",", new TreeMap<>(tally.models()).keySet()));
        ObjectNode rejections = json.putObject("rejections");
        new TreeMap<>(tally.rejections()).forEach(rejections::put);
        json.put("duplicates", tally.faults().duplicates());
        json.put("mixed_up", tally.faults().mixedUp());
        json.put("unreadableOutcomes", tally.faults().unreadableOutcomes());
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
