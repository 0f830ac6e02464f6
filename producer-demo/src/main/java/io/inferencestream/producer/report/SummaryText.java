package io.inferencestream.producer.report;

import io.inferencestream.producer.account.Stations;
import io.inferencestream.producer.account.Tally;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report as a few lines, for people. */
public final class SummaryText {
    private final StringBuilder text = new StringBuilder();

    private SummaryText() {}

    /** Lines that each end with a line break; the first one says whether all is well. */
    public static String of(RunReport report) {
        SummaryText summary = new SummaryText();
        summary.verdict(report);
        if (report.awaited()) {
            summary.outcomes(report.tally());
            summary.figures(report.tally());
        } else {
            summary.line(
                    "throughput", "%,.0f images/s acknowledged", report.tally().imagesPerSecond());
        }
        summary.troubles(report);
        return summary.text.toString();
    }

    private void verdict(RunReport report) {
        Tally tally = report.tally();
        String sent = String.format(
                Locale.ROOT, "%s sent in %s", images(tally.sending().sent()), seconds(tally.seconds()));
        if (!report.awaited()) {
            text.append(sent);
        } else if (tally.unaccounted() == 0) {
            text.append(sent).append(", every one accounted for");
        } else {
            text.append(sent).append(", ").append(images(tally.unaccounted())).append(" UNACCOUNTED FOR");
        }
        text.append("\n\n");
    }

    private void outcomes(Tally tally) {
        line("predicted", "%,8d  %5.1f %%", tally.predicted(), percent(tally.predicted(), tally));
        line("rejected", "%,8d  %5.1f %%", tally.rejected(), percent(tally.rejected(), tally));
        new TreeMap<>(tally.rejections()).forEach((reason, count) -> line("", "%,8d  %s", count, reason));
    }

    private void figures(Tally tally) {
        Tally.Accuracy accuracy = tally.accuracy();
        if (accuracy.labelled() > 0) {
            line("accuracy", "%.2f %% of %,d labelled images", 100 * accuracy.ratio(), accuracy.labelled());
        }
        AnswerLines.of(tally.answers()).forEach((heading, said) -> line(heading, "%s", said));
        line("throughput", "%,.0f images/s", tally.imagesPerSecond());
        if (tally.accounted() > 0) {
            latency(tally.latency());
        }
        if (tally.predicted() > 0) {
            stations(tally);
        }
    }

    private void latency(Tally.Latency latency) {
        line(
                "latency",
                "p50 %s · p95 %s · p99 %s · max %s",
                millis(latency.p50()),
                millis(latency.p95()),
                millis(latency.p99()),
                millis(latency.max()));
    }

    private void stations(Tally tally) {
        Stations stations = tally.stations();
        line(
                "in the stream",
                "queue %s · decode %s · batch wait %s · inference %s",
                millis(stations.queueMicros() / 1000),
                millis(stations.decodeMicros() / 1000),
                millis(stations.batchWaitMicros() / 1000),
                millis(stations.inferenceMicros() / 1000));
        line("mean batch", "%.1f", tally.meanBatch());
        line("model", "%s", shares(tally.models(), tally.predicted()));
        line("device", "%s", shares(tally.devices(), tally.predicted()));
    }

    private void troubles(RunReport report) {
        Tally tally = report.tally();
        names("not sent", tally.sending().notSent(), report.notSent());
        names("twice", tally.faults().duplicates(), report.duplicates());
        names("missing", report.awaited() ? tally.unaccounted() : 0, report.unaccounted());
        if (tally.faults().mixedUp() > 0) {
            line(
                    "mixed up",
                    "%,d predictions carry the id of another image",
                    tally.faults().mixedUp());
        }
        if (tally.faults().unreadableOutcomes() > 0) {
            line(
                    "unreadable",
                    "%,d records on the output topics cannot be read",
                    tally.faults().unreadableOutcomes());
        }
        if (report.problem() != null) {
            line("problem", "%s", report.problem());
        }
    }

    private void names(String heading, long count, List<String> names) {
        if (count == 0) {
            return;
        }
        line(heading, "%,8d", count);
        names.forEach(name -> line("", "          %s", name));
        if (count > names.size()) {
            line("", "          … and %,d more", count - names.size());
        }
    }

    private void line(String heading, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "  %-14s ", heading))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    private static String images(long count) {
        return String.format(Locale.ROOT, count == 1 ? "%,d image" : "%,d images", count);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
    }

    private static double percent(long count, Tally tally) {
        return tally.sending().sent() == 0 ? 0 : 100.0 * count / tally.sending().sent();
    }

    /** {@code cpu}, or {@code cpu (70 %), gpu:0 (30 %)}. */
    private static String shares(Map<String, Long> counts, long total) {
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        StringBuilder shares = new StringBuilder();
        new TreeMap<>(counts)
                .forEach((name, count) -> shares.append(shares.length() == 0 ? "" : ", ")
                        .append(String.format(Locale.ROOT, "%s (%.0f %%)", name, 100.0 * count / total)));
        return shares.toString();
    }
}
