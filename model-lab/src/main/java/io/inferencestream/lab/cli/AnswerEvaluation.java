package io.inferencestream.lab.cli;

import io.inferencestream.core.model.ModelCard;
import io.inferencestream.core.repository.ModelFiles;
import io.inferencestream.lab.answers.Answered;
import io.inferencestream.lab.answers.Answerer;
import io.inferencestream.lab.answers.Difference;
import io.inferencestream.lab.answers.EngineAnswerer;
import io.inferencestream.lab.answers.Figures;
import io.inferencestream.lab.answers.Truth;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How good a model's answers are, of any task but one class for an image; in this process and, if there is one, by a stream.
 *
 * @param metrics a record, by the task
 * @param stream what a stream's answers differ by; null without one
 */
record AnswerEvaluation(
        String model,
        String task,
        int images,
        Object metrics,
        @Nullable StreamDifference stream) {
    /** Engines may sum in another order in batches of another size. */
    private static final double TOLERANCE = 1e-3;

    /**
     * Answers of a stream beside those of the lab.
     *
     * @param differing files whose answers differ by more than a thousandth, or say other things
     * @param largestDifference between numbers of answers that say the same things
     * @param metrics of the stream's answers
     */
    record StreamDifference(List<String> differing, double largestDifference, Object metrics) {}

    /**
     * Evaluates, and prints what it finds.
     *
     * @param data what is true
     * @param folder that the images lie in
     */
    static AnswerEvaluation of(PrintWriter out, ModelFiles files, Path data, Path folder, @Nullable Answerer stream)
            throws InterruptedException {
        ModelCard card = files.card();
        Truth truth = Truth.read(card.answers().task(), card.labels(), data);
        List<Path> images = truth.files().stream().map(folder::resolve).toList();
        List<Answered> answers;
        try (EngineAnswerer engine = new EngineAnswerer(files)) {
            answers = engine.answer(images);
        }
        Figures figures = truth.judge(answers);
        figures.lines().forEach(out::println);
        return new AnswerEvaluation(
                card.id().toString(),
                card.answers().task().word(),
                images.size(),
                figures.metrics(),
                stream == null ? null : compared(out, truth, answers, stream.answer(images)));
    }

    private static StreamDifference compared(
            PrintWriter out, Truth truth, List<Answered> answers, List<Answered> streams) {
        List<String> differing = new ArrayList<>();
        double largest = 0;
        for (int i = 0; i < answers.size(); i++) {
            double difference =
                    Difference.of(answers.get(i).answer(), streams.get(i).answer());
            if (difference > TOLERANCE) {
                differing.add(truth.files().get(i));
            }
            largest = Double.isFinite(difference) ? Math.max(largest, difference) : largest;
        }
        out.printf(
                Locale.ROOT,
                "stream and lab agree on %d of %d images, numbers within %.1e%n",
                answers.size() - differing.size(),
                answers.size(),
                largest);
        Figures figures = truth.judge(streams);
        if (!differing.isEmpty()) {
            out.println("by the stream:");
            figures.lines().forEach(out::println);
        }
        return new StreamDifference(differing, largest, figures.metrics());
    }

    /** Whether a stream, if there is one, answers as the lab does. */
    boolean isAgreed() {
        return stream == null || stream.differing().isEmpty();
    }
}
