package io.inferencestream.bench.report;

import io.inferencestream.bench.report.Summary.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes summaries as tables: aligned, so that they read well on a terminal too. */
public final class Markdown {
    private Markdown() {}

    /** What a machine and its surroundings were like. */
    public static String conditions(Map<String, String> conditions) {
        List<List<String>> rows = new ArrayList<>();
        conditions.forEach((name, value) -> rows.add(List.of(name, value)));
        return table(List.of("conditions", ""), rows);
    }

    /** What each contestant sustains. */
    public static String sustained(List<Summary> summaries) {
        List<String> head = new ArrayList<>(List.of("contestant", "images/s", "lowest to highest"));
        Summary.BASES.forEach(base -> head.add("/ " + base));
        head.addAll(List.of(
                "CPU ms app", "CPU ms broker", "mean batch", "MiB", "counted", "checked", "load average before"));
        List<List<String>> rows = new ArrayList<>();
        for (Summary summary : summaries) {
            List<String> row = new ArrayList<>(List.of(
                    summary.contestant(),
                    number(summary.imagesPerSecond()),
                    number(summary.lowest()) + " to " + number(summary.highest())));
            for (String base : Summary.BASES) {
                Double ratio = summary.ratios().get(base);
                row.add(ratio == null ? "" : String.format(Locale.ROOT, "%.2f", ratio));
            }
            row.addAll(List.of(
                    number(summary.appCpuMillis()),
                    number(summary.brokerCpuMillis()),
                    number(summary.meanBatch()),
                    number(summary.residentMiB()),
                    String.format(Locale.ROOT, "%,d", summary.images()),
                    String.format(Locale.ROOT, "%,d", summary.checked()),
                    number(summary.highestLoadAverage())));
            rows.add(row);
        }
        return table(head, rows) + notes(summaries);
    }

    private static String notes(List<Summary> summaries) {
        StringBuilder notes = new StringBuilder();
        for (Summary summary : summaries) {
            if (!summary.note().isEmpty()) {
                notes.append("\n- ").append(summary.contestant()).append(": ").append(summary.note());
            }
        }
        return notes.isEmpty() ? "" : notes.append('\n').toString();
    }

    /** How long answers take, from when an image was due to when a reader of committed records had its prediction. */
    public static String latencies(List<Summary> summaries) {
        List<List<String>> rows = new ArrayList<>();
        for (Summary summary : summaries) {
            for (Load load : summary.loads()) {
                rows.add(List.of(
                        summary.contestant(),
                        load.percent() + " %",
                        number(load.perSecond()),
                        number(load.p50()),
                        number(load.p95()),
                        number(load.p99()),
                        number(load.meanBatch()),
                        load.incomplete() == 0 ? "all once" : load.incomplete() + " not once"));
            }
        }
        return rows.isEmpty()
                ? ""
                : table(
                        List.of(
                                "contestant",
                                "load",
                                "images/s",
                                "p50 ms",
                                "p95 ms",
                                "p99 ms",
                                "mean batch",
                                "answered"),
                        rows);
    }

    private static String table(List<String> head, List<List<String>> rows) {
        int[] widths = head.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        line(text, head, widths);
        text.append('|');
        for (int width : widths) {
            text.append("-".repeat(width + 2)).append('|');
        }
        text.append('\n');
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            boolean isNumber = !cell.isEmpty() && Character.isDigit(cell.charAt(0)) && i > 0 && !cell.contains(" to ");
            String padding = " ".repeat(widths[i] - cell.length());
            text.append(' ').append(isNumber ? padding + cell : cell + padding).append(" |");
        }
        text.append('\n');
    }

    /** Three digits that count. */
    static String number(double value) {
        if (value == 0) {
            return "";
        }
        String form = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, value);
    }
}
