package io.inferencestream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputRuleTest {

    private static float[] read(OutputRule rule, float... scores) {
        rule.toProbabilities(scores, 0, scores.length);
        return scores;
    }

    @Test
    void makesASoftmaxOfLogits() {
        assertThat(read(OutputRule.LOGITS, 1f, 2f, 3f))
                .containsExactly(new float[] {0.09003057f, 0.24472848f, 0.66524094f}, within(1e-7f));
    }

    @ParameterizedTest
    @ValueSource(floats = {1e4f, -1e4f, 3e38f, -3e38f})
    void staysExactHoweverLargeTheLogits(float offset) {
        assertThat(read(OutputRule.LOGITS, offset, offset)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void givesAThousandClassesThatSumToOne() {
        long seed = System.nanoTime();
        float[] scores = new float[1000];
        Random random = new Random(seed);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian() * 20;
        }

        OutputRule.LOGITS.toProbabilities(scores, 0, scores.length);

        double sum = 0;
        for (float score : scores) {
            sum += score;
        }
        assertThat(sum).as("seed %d", seed).isEqualTo(1, within(1e-5));
    }

    @Test
    void readsALogitOfMinusInfinityAsImpossible() {
        assertThat(read(OutputRule.LOGITS, 0f, Float.NEGATIVE_INFINITY)).containsExactly(1f, 0f);
    }

    @Test
    void leavesOtherRowsAlone() {
        float[] scores = {9f, 0f, 0f, 9f};

        OutputRule.LOGITS.toProbabilities(scores, 1, 2);

        assertThat(scores).containsExactly(9f, 0.5f, 0.5f, 9f);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROBABILITIES", "INDEPENDENT"})
    void takesProbabilitiesAsTheyAre(OutputRule rule) {
        assertThat(read(rule, 0f, 0.25f, 1f)).containsExactly(0f, 0.25f, 1f);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROBABILITIES", "INDEPENDENT"})
    void movesWhatRoundingPutOutsideToTheBound(OutputRule rule) {
        assertThat(read(rule, 1.0000002f, -1e-8f)).containsExactly(1f, 0f);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoNumber(OutputRule rule) {
        assertThatThrownBy(() -> read(rule, 0.5f, Float.NaN))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage(rule.isLogits() ? "class 1 has the logit NaN" : "class 1 has no probability but NaN");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INDEPENDENT_LOGITS")
    void refusesInfinity(OutputRule rule) {
        assertThatThrownBy(() -> read(rule, Float.POSITIVE_INFINITY, 0f)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesLogitsThatAreAllImpossible() {
        assertThatThrownBy(() -> read(OutputRule.LOGITS, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {1.1f, -0.1f, 42f})
    void refusesScoresThatAreNotTheProbabilitiesPromised(float score) {
        assertThatThrownBy(() -> read(OutputRule.PROBABILITIES, score, 0f))
                .hasMessage("class 0 has no probability but " + score);
    }
}
