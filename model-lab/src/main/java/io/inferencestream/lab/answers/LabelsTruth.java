package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.measure.LabelMetrics;
import io.inferencestream.lab.truth.NumberTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Labels of images, each of which may apply or not. */
final class LabelsTruth implements Truth {
    /** Of a label whose card names no threshold. */
    private static final double EVEN = 0.5;

    private final Path file;
    private final NumberTable table;
    private final List<String> labels;

    /** @param labels the model's, by class index */
    LabelsTruth(Path file, NumberTable table, List<String> labels) {
        this.file = file;
        this.table = table;
        this.labels = List.copyOf(labels);
        if (table.numbers().stream().flatMap(List::stream).anyMatch(its -> its != 0 && its != 1 && !its.isNaN())) {
            throw new DataException(file, "must have 1 where a label applies, 0 where not, or nothing, in each cell");
        }
    }

    /**
     * Figures of all labels.
     *
     * @param meanAveragePrecision mean over the labels that apply to an image at least
     * @param meanF1 mean over the same (macro F1)
     */
    record Summary(double meanAveragePrecision, double meanF1, Map<String, LabelMetrics> perLabel) {}

    /** A label in an answer. */
    private record Told(double probability, boolean isAccepted) {}

    @Override
    public List<String> files() {
        return table.files();
    }

    @Override
    public Figures judge(List<Answered> answers) {
        Map<String, LabelMetrics> perLabel = new LinkedHashMap<>();
        for (String name : table.names()) {
            perLabel.put(name, metrics(name, answers));
        }
        List<LabelMetrics> there =
                perLabel.values().stream().filter(its -> its.positives() > 0).toList();
        Summary summary = new Summary(
                there.stream()
                        .mapToDouble(LabelMetrics::averagePrecision)
                        .average()
                        .orElse(Double.NaN),
                there.stream().mapToDouble(LabelMetrics::f1).average().orElse(Double.NaN),
                perLabel);
        return new Figures(summary, lines(summary));
    }

    private LabelMetrics metrics(String name, List<Answered> answers) {
        double[] truth = table.column(name);
        int[] known = IntStream.range(0, truth.length)
                .filter(i -> !Double.isNaN(truth[i]))
                .toArray();
        double[] probabilities = new double[known.length];
        boolean[] isAccepted = new boolean[known.length];
        boolean[] applies = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            Told told = told(Kinds.of(answers.get(known[i]), Classification.class, file), name);
            probabilities[i] = told.probability();
            isAccepted[i] = told.isAccepted();
            applies[i] = truth[known[i]] == 1;
        }
        return LabelMetrics.of(probabilities, isAccepted, applies);
    }

    private Told told(Classification answer, String name) {
        Optional<RankedLabel> named =
                answer.topK().stream().filter(its -> its.label().equals(name)).findFirst();
        int place = labels.indexOf(name);
        if (named.isEmpty() && (place < 0 || place >= answer.scores().size())) {
            throw new DataException(
                    file,
                    "has the column " + name
                            + ", which is not among the answers: the model has no such label, or it has"
                            + " more than 100 and topK in its card leaves some out");
        }
        double probability =
                named.isPresent() ? named.get().probability() : answer.scores().get(place);
        return new Told(probability, isAccepted(answer, named, probability));
    }

    /** By the answer itself, which accepts nothing that it does not name; without thresholds from one half. */
    private static boolean isAccepted(Classification answer, Optional<RankedLabel> named, double probability) {
        boolean hasThresholds = answer.topK().get(0).isAccepted() != null;
        return hasThresholds
                ? named.map(its -> Boolean.TRUE.equals(its.isAccepted())).orElse(false)
                : probability >= EVEN;
    }

    private static List<String> lines(Summary summary) {
        List<String> lines = new ArrayList<>();
        lines.add("  precision  recall      F1      AP     AUC  applies  label");
        summary.perLabel()
                .forEach((name, its) -> lines.add(String.format(
                        Locale.ROOT,
                        "     %.4f  %.4f  %.4f  %.4f  %.4f  %7d  %s",
                        its.precision(),
                        its.recall(),
                        its.f1(),
                        its.averagePrecision(),
                        its.auc(),
                        its.positives(),
                        name)));
        lines.add(String.format(
                Locale.ROOT, "mAP %.4f, macro F1 %.4f", summary.meanAveragePrecision(), summary.meanF1()));
        return lines;
    }
}
