package io.inferencestream.lab.answers;

import io.inferencestream.core.answer.Embedding;
import io.inferencestream.lab.data.DataException;
import io.inferencestream.lab.measure.Verification;
import io.inferencestream.lab.measure.Verification.Scored;
import io.inferencestream.lab.truth.Pairs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Pairs of images that show the same or different things. */
final class PairsTruth implements Truth {
    private final Path file;
    private final Pairs pairs;
    private final List<String> files;

    PairsTruth(Path file, Pairs pairs) {
        this.file = file;
        this.pairs = pairs;
        this.files = pairs.pairs().stream()
                .flatMap(its -> Stream.of(its.first(), its.second()))
                .distinct()
                .toList();
        if (pairs.pairs().stream().map(Pairs.Pair::fold).distinct().count() < 2) {
            throw new DataException(file, "must have pairs of at least two folds, since each is judged by the others");
        }
    }

    @Override
    public List<String> files() {
        return files;
    }

    @Override
    public Figures judge(List<Answered> answers) {
        Map<String, Integer> places = new HashMap<>();
        files.forEach(its -> places.put(its, places.size()));
        List<Embedding> vectors = answers.stream()
                .map(its -> Kinds.of(its, Embedding.class, file))
                .toList();
        Verification metrics = Verification.of(pairs.pairs().stream()
                .map(its -> new Scored(
                        Verification.cosine(
                                vectors.get(Objects.requireNonNull(places.get(its.first()))),
                                vectors.get(Objects.requireNonNull(places.get(its.second())))),
                        its.isSame(),
                        its.fold()))
                .toList());
        return new Figures(
                metrics,
                List.of(String.format(
                        Locale.ROOT,
                        "verification accuracy %.4f (standard error %.4f), AUC %.4f, threshold %.4f, of %d pairs",
                        metrics.accuracy(),
                        metrics.standardError(),
                        metrics.auc(),
                        metrics.threshold(),
                        metrics.pairs())));
    }
}
