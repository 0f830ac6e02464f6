package io.inferencestream.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.answer.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final List<String> TWO = List.of("no", "yes");
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void countsPairsInTheRightOrderForTheArea() {
        // yes: 0.9, 0.4, 0.4; no: 0.4, 0.1. Six pairs: four right, two ties of a half.
        Evaluation evaluation = new Evaluation(
                TWO, List.of(two("yes", 0.9f), two("yes", 0.4f), two("yes", 0.4f), two("no", 0.4f), two("no", 0.1f)));

        assertThat(Metrics.auc(evaluation)).isEqualTo(5 / 6.0, within(1e-9));
    }

    @Test
    void averagesTheAreaOverManyClasses() {
        Evaluation evaluation = new Evaluation(
                THREE,
                List.of(
                        of("a", THREE, 0.8f, 0.1f, 0.1f),
                        of("b", THREE, 0.3f, 0.6f, 0.1f),
                        of("c", THREE, 0.2f, 0.7f, 0.1f)));

        // a: both pairs right; b: right against a, wrong against c; c: two ties.
        assertThat(Metrics.auc(evaluation)).isEqualTo((1 + 0.5 + 0.5) / 3, within(1e-9));
    }

    @Test
    void countsByClass() {
        Evaluation evaluation = new Evaluation(
                TWO, List.of(two("yes", 0.9f), two("yes", 0.2f), two("no", 0.8f), two("no", 0.1f), two("no", 0.3f)));

        Metrics metrics = Metrics.of(evaluation);

        assertThat(metrics.accuracy()).isEqualTo(0.6);
        assertThat(metrics.confusion()).containsExactly(List.of(2, 1), List.of(1, 1));
        assertThat(metrics.perClass().get("yes")).isEqualTo(new Metrics.ClassMetrics(0.5, 0.5, 0.5, 2));
        assertThat(metrics.perClass().get("no").recall()).isEqualTo(2 / 3.0);
    }

    @Test
    void measuresHowFarConfidenceIsFromTruth() {
        List<Prediction> sure = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sure.add(two(i < 7 ? "yes" : "no", 0.9f));
        }

        Evaluation evaluation = new Evaluation(TWO, sure);

        assertThat(Metrics.calibrationError(evaluation)).isEqualTo(0.2, within(1e-6));
    }

    @Test
    void putsAnIntervalAroundAccuracy() {
        SplittableRandom random = new SplittableRandom(3);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            predictions.add(two(random.nextInt(10) < 8 ? "yes" : "no", 0.9f));
        }

        Metrics metrics = Metrics.of(new Evaluation(TWO, predictions));

        double deviation = Math.sqrt(metrics.accuracy() * (1 - metrics.accuracy()) / 400);
        assertThat(metrics.low()).isEqualTo(metrics.accuracy() - 1.96 * deviation, within(0.01));
        assertThat(metrics.high()).isEqualTo(metrics.accuracy() + 1.96 * deviation, within(0.01));
    }

    @Test
    void coolsAModelThatIsTooSure() {
        SplittableRandom random = new SplittableRandom(5);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            double logit = 4 * random.nextDouble() - 2;
            boolean yes = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            float tooSure = (float) (1 / (1 + Math.exp(-3 * logit)));
            predictions.add(two(yes ? "yes" : "no", tooSure));
        }
        Evaluation evaluation = new Evaluation(TWO, predictions);

        Temperature temperature = Temperature.fit(evaluation);
        Evaluation cooled = temperature.apply(evaluation);

        assertThat(temperature.value()).isEqualTo(3, within(0.3));
        assertThat(cooled.accuracy()).isEqualTo(evaluation.accuracy());
        assertThat(Metrics.calibrationError(cooled)).isLessThan(Metrics.calibrationError(evaluation) / 3);
        assertThat(new Temperature(1).apply(evaluation).predictions().get(0).probability())
                .isEqualTo(evaluation.predictions().get(0).probability(), within(1e-6f));
    }

    private static Prediction two(String label, float yes) {
        return of(label, TWO, 1 - yes, yes);
    }

    private static Prediction of(String label, List<String> classes, float... scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return new Prediction("x", label, classes.get(best), scores[best], new Scores(scores));
    }
}
