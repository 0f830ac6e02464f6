package io.inferencestream.lab.cli;

import io.inferencestream.lab.evaluate.Evaluation;
import java.io.PrintWriter;
import java.util.Locale;

/** An evaluation in words. */
final class EvaluationReport {
    private EvaluationReport() {}

    static void print(PrintWriter print, Evaluation evaluation) {
        evaluation.recalls().forEach((name, recall) -> print.printf(Locale.ROOT, "  %-14s %.4f%n", name, recall));
        print.printf(
                Locale.ROOT,
                "accuracy %.4f (%d of %d pictures)%n",
                evaluation.accuracy(),
                evaluation.right(),
                evaluation.predictions().size());
    }
}
