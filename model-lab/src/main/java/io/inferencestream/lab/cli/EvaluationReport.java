package io.inferencestream.lab.cli;

import io.inferencestream.lab.evaluate.Metrics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** An evaluation in words. */
final class EvaluationReport {
    private EvaluationReport() {}

    static void print(PrintWriter out, List<String> classes, Metrics metrics) {
        int width = classes.stream().mapToInt(String::length).max().orElse(0);
        out.printf(Locale.ROOT, "  %-" + width + "s  precision  recall      F1  images%n", "");
        metrics.perClass()
                .forEach((name, figures) -> out.printf(
                        Locale.ROOT,
                        "  %-" + width + "s     %.4f  %.4f  %.4f  %8d%n",
                        name,
                        figures.precision(),
                        figures.recall(),
                        figures.f1(),
                        figures.images()));
        out.printf(
                Locale.ROOT,
                "accuracy %.4f (95 %% interval %.4f to %.4f), AUC %.4f, calibration error %.4f, log loss %.4f%n",
                metrics.accuracy(),
                metrics.low(),
                metrics.high(),
                metrics.auc(),
                metrics.calibrationError(),
                metrics.logLoss());
    }
}
