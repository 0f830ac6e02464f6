package io.inferencestream.lab.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes predictions as comma-separated lines: {@code file,label,predicted,probability}, a header first. */
public final class PredictionsCsv {
    private PredictionsCsv() {}

    /**
     * Writes the file over one that is there.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Evaluation evaluation, Path file) throws IOException {
        List<String> lines = Stream.concat(
                        Stream.of("file,label,predicted,probability"),
                        evaluation.predictions().stream().map(PredictionsCsv::line))
                .toList();
        Files.write(file, lines);
    }

    private static String line(Prediction prediction) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%.6f",
                quoted(prediction.file()),
                quoted(prediction.label()),
                quoted(prediction.predicted()),
                prediction.probability());
    }

    private static String quoted(String field) {
        boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
