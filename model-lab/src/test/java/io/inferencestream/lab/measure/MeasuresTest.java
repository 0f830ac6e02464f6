package io.inferencestream.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferencestream.core.answer.Embedding;
import io.inferencestream.lab.measure.Verification.Scored;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures against numbers that were computed by hand. */
class MeasuresTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void judgesEachFoldByTheThresholdOfTheOthers() {
        List<Scored> pairs = List.of(
                new Scored(0.9, true, 0),
                new Scored(0.1, false, 0),
                new Scored(0.8, true, 1),
                new Scored(0.2, false, 1),
                new Scored(0.4, true, 2),
                new Scored(0.3, false, 2));

        Verification verification = Verification.of(pairs);

        // Of folds 1 and 2: (0.3 + 0.4) / 2; of 0 and 2 the same; of 0 and 1: (0.2 + 0.8) / 2, which misses 0.4.
        assertThat(verification.threshold()).isCloseTo((0.35 + 0.35 + 0.5) / 3, EXACT);
        assertThat(verification.accuracy()).isCloseTo((1 + 1 + 0.5) / 3, EXACT);
        // Deviations 1/6, 1/6, -1/3: the sum of squares is 1/6, over 2, over 3 folds.
        assertThat(verification.standardError()).isCloseTo(Math.sqrt(1.0 / 6 / 2 / 3), EXACT);
        assertThat(verification.auc()).isCloseTo(1, EXACT);
    }

    @Test
    void takesPairsForDifferentWhereThatIsRightMoreOften() {
        List<Scored> pairs = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            pairs.add(new Scored(0.1, true, fold));
            pairs.add(new Scored(0.2, false, fold));
            pairs.add(new Scored(0.3, false, fold));
        }

        assertThat(Verification.of(pairs).accuracy()).isCloseTo(2.0 / 3, EXACT);
        assertThat(Verification.of(pairs).auc()).isZero();
    }

    @Test
    void needsTwoFolds() {
        assertThatThrownBy(() -> Verification.of(List.of(new Scored(0.5, true, 0))))
                .hasMessageContaining("at least two folds");
    }

    @Test
    void takesTheCosineOfVectorsOfAnyLength() {
        Embedding one = new Embedding(new float[] {3, 4}, false);

        assertThat(Verification.cosine(one, new Embedding(new float[] {6, 8}, false)))
                .isCloseTo(1, EXACT);
        assertThat(Verification.cosine(one, new Embedding(new float[] {-4, 3}, false)))
                .isCloseTo(0, EXACT);
        assertThat(Verification.cosine(one, new Embedding(new float[] {0, 1}, true)))
                .isCloseTo(0.8, EXACT);
    }

    @Test
    void measuresHowFarEstimatesAreFromTheTruth() {
        double[] truth = {1, 2, Double.NaN, 4};
        double[] estimates = {2, 2, 100, 1};

        ValueMetrics metrics = ValueMetrics.of(truth, estimates);

        assertThat(metrics.meanAbsoluteError()).isCloseTo(4.0 / 3, EXACT);
        assertThat(metrics.rootMeanSquaredError()).isCloseTo(Math.sqrt(10.0 / 3), EXACT);
        assertThat(metrics.bias()).isCloseTo(-2.0 / 3, EXACT);
        assertThat(metrics.images()).isEqualTo(3);
    }

    @Test
    void measuresALabelByItself() {
        double[] probabilities = {0.9, 0.8, 0.7, 0.1};
        boolean[] isAccepted = {true, true, false, false};
        boolean[] applies = {true, false, true, false};

        LabelMetrics metrics = LabelMetrics.of(probabilities, isAccepted, applies);

        assertThat(metrics.precision()).isEqualTo(0.5);
        assertThat(metrics.recall()).isEqualTo(0.5);
        assertThat(metrics.f1()).isEqualTo(0.5);
        // 1/2 of the recall at a precision of 1, and 1/2 at 2/3.
        assertThat(metrics.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, EXACT);
        // Of the four pairs of one that applies and one that does not, three are in order.
        assertThat(metrics.auc()).isCloseTo(0.75, EXACT);
    }

    @Test
    void takesEqualProbabilitiesForOneThreshold() {
        LabelMetrics metrics = LabelMetrics.of(
                new double[] {0.5, 0.5, 0.5}, new boolean[] {true, true, true}, new boolean[] {true, false, false});

        assertThat(metrics.averagePrecision()).isCloseTo(1.0 / 3, EXACT);
        assertThat(metrics.auc()).isCloseTo(0.5, EXACT);
    }

    @Test
    void knowsNoAveragePrecisionOfALabelThatAppliesToNothing() {
        LabelMetrics metrics = LabelMetrics.of(new double[] {0.5}, new boolean[] {true}, new boolean[] {false});

        assertThat(metrics.averagePrecision()).isNaN();
        assertThat(metrics.f1()).isZero();
    }
}
