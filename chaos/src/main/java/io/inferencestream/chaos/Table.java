package io.inferencestream.chaos;

import io.inferencestream.chaos.verify.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Results as people read them. */
final class Table {
    private static final String ROW = "%6s %-14s %-9s %7s %8s %8s %8s %8s %9s %8s  %s";

    private Table() {}

    static String head() {
        return format(
                "seed",
                "delivery",
                "protocol",
                "records",
                "missing",
                "doubled",
                "reorder",
                "misjudg",
                "altered",
                "seconds",
                "");
    }

    static String row(RunResult result) {
        Verdict verdict = result.verdict();
        return format(
                result.seed(),
                result.delivery(),
                result.protocol(),
                verdict.records(),
                verdict.missing(),
                verdict.doubled(),
                verdict.reordered(),
                verdict.misjudged(),
                verdict.altered() + verdict.strangers(),
                String.format(Locale.ROOT, "%.0f", result.seconds()),
                remark(result));
    }

    private static String remark(RunResult result) {
        List<String> words = new ArrayList<>();
        words.add(result.isAsExpected() ? "ok" : "FAILED");
        if (!result.hasBarrier()) {
            words.add("(control without the barrier: records must be missing)");
        }
        if (!result.hasSettled()) {
            words.add("came to a standstill");
        }
        words.addAll(result.faults());
        return String.join(" ", words);
    }

    /** One line for each guarantee. */
    static List<String> sums(Collection<RunResult> results) {
        List<String> lines = new ArrayList<>();
        for (String delivery : List.of("exactly-once", "at-least-once")) {
            List<RunResult> runs = results.stream()
                    .filter(result -> result.delivery().equals(delivery) && result.hasBarrier())
                    .toList();
            if (!runs.isEmpty()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %,d runs, %,d records, %,d disturbances; %,d missing, %,d doubled, %,d reordered, %,d misjudged,"
                                + " %,d altered or strange; %,d runs failed",
                        delivery,
                        runs.size(),
                        sum(runs, result -> result.verdict().records()),
                        sum(runs, result -> result.disturbances().size()),
                        sum(runs, result -> result.verdict().missing()),
                        sum(runs, result -> result.verdict().doubled()),
                        sum(runs, result -> result.verdict().reordered()),
                        sum(runs, result -> result.verdict().misjudged()),
                        sum(
                                runs,
                                result -> result.verdict().altered()
                                        + result.verdict().strangers()),
                        runs.stream().filter(result -> !result.isAsExpected()).count()));
            }
        }
        return lines;
    }

    private static long sum(List<RunResult> runs, ToLongFunction<RunResult> count) {
        return runs.stream().mapToLong(count).sum();
    }

    private static String format(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing();
    }
}
