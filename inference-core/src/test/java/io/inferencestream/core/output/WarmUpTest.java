package io.inferencestream.core.output;

import static io.inferencestream.core.output.Outputs.batch;
import static io.inferencestream.core.output.Outputs.reader;
import static io.inferencestream.core.output.Outputs.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.OutputRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static WarmUp warmUp(OutputRule rule, String... labels) throws UnreadableOutputException {
        return new WarmUp(reader(new ClassesSpec(List.of(labels), 1, rule, null, null), "y"));
    }

    /** What is doubted of a model that emits these rows for different inputs. */
    private static List<String> doubts(OutputRule rule, List<String> labels, float[]... rows)
            throws UnreadableOutputException {
        WarmUp warmUp = warmUp(rule, labels.toArray(String[]::new));
        for (int input = 0; input < rows.length; input++) {
            warmUp.saw(batch(1, tensor("y", List.of(1, rows[input].length), rows[input].clone())), List.of(input));
        }
        return warmUp.doubts();
    }

    private static float[] row(float... values) {
        return values;
    }

    private static final List<String> TWO = List.of("a", "b");

    @Test
    void hasNoDoubtOfWhatIsAsTheCardSays() throws Exception {
        assertThat(doubts(OutputRule.PROBABILITIES, TWO, row(0.25f, 0.75f), row(1, 0)))
                .isEmpty();
        assertThat(doubts(OutputRule.INDEPENDENT, TWO, row(0.25f, 0.25f), row(1, 1)))
                .isEmpty();
        assertThat(doubts(OutputRule.LOGITS, TWO, row(0.25f, 0.75f), row(-4, 7)))
                .isEmpty();
    }

    @Test
    void noticesLogitsThatAreProbabilitiesForNoiseAlone() {
        assertThatThrownBy(() -> doubts(OutputRule.INDEPENDENT, TWO, row(0.25f, 0.5f), row(0.5f, 3)))
                .isInstanceOf(UnreadableOutputException.class)
                .hasMessageContainingAll("to 3.000", "output: independent", "'output: independent-logits'");
        assertThatThrownBy(() -> doubts(OutputRule.PROBABILITIES, TWO, row(0.25f, 0.75f), row(0.5f, 0.75f)))
                .hasMessageContainingAll("sum to 1.250", "'output: independent'", "'output: logits'");
    }

    @Test
    void neverAdvisesASoftmaxOfOneValue() {
        assertThatThrownBy(() -> doubts(OutputRule.INDEPENDENT, List.of("red"), row(0.25f), row(-3)))
                .hasMessageContainingAll("'output: independent-logits'", "'task: regression'")
                .hasMessageNotContaining("'output: logits'");
    }

    @Test
    void noticesProbabilitiesThatWouldBeSoftmaxedAgain() {
        assertThatThrownBy(() -> doubts(OutputRule.LOGITS, TWO, row(0.25f, 0.75f), row(1, 0)))
                .hasMessageContainingAll("sum to 1", "'output: probabilities'");
    }

    @Test
    void doubtsAnOutputThatNeverChanges() throws Exception {
        assertThat(doubts(OutputRule.LOGITS, TWO, row(0, 0), row(0, 0)))
                .singleElement()
                .asString()
                .contains("zeros");
    }

    @Test
    void refusesOneRowForABatch() throws Exception {
        WarmUp warmUp = warmUp(OutputRule.LOGITS, "a", "b");
        warmUp.saw(batch(1, tensor("y", List.of(1, 2), 3, 4)), List.of(0));

        assertThatThrownBy(() -> warmUp.saw(batch(2, tensor("y", List.of(1, 2), 3, 4)), List.of(0, 1)))
                .hasMessageContainingAll("1 row", "batch of 2 images");
    }

    @Test
    void refusesAnAnswerThatDependsOnTheOtherImagesOfTheBatch() throws Exception {
        WarmUp warmUp = warmUp(OutputRule.LOGITS, "a", "b");
        warmUp.saw(batch(1, tensor("y", List.of(1, 2), 3, 4)), List.of(0));

        assertThatThrownBy(() -> warmUp.saw(batch(2, tensor("y", List.of(2, 2), 4, 3, 5, 6)), List.of(0, 1)))
                .hasMessageContainingAll("value 0 was 3", "is 4.000 in a batch of 2");
    }

    @Test
    void aModelMayFailOnAPlainColour() throws Exception {
        WarmUp warmUp = warmUp(OutputRule.PROBABILITIES, "a", "b");
        warmUp.saw(batch(1, tensor("y", List.of(1, 2), 0.25f, 0.75f)), List.of(0));

        warmUp.saw(batch(1, tensor("y", List.of(1, 2), Float.NaN, Float.NaN)), List.of(3));

        assertThat(warmUp.doubts()).singleElement().asString().contains("not a number");
    }

    @Test
    void aModelMustNotFailOnNoise() throws Exception {
        WarmUp warmUp = warmUp(OutputRule.PROBABILITIES, "a", "b");

        assertThatThrownBy(() -> warmUp.saw(batch(1, tensor("y", List.of(1, 2), Float.NaN, Float.NaN)), List.of(0)))
                .hasMessageContaining("NaN");
    }

    @Test
    void comparesVectorsToo() throws Exception {
        WarmUp warmUp = new WarmUp(reader(new EmbeddingSpec(false, null), "y"));
        warmUp.saw(batch(1, tensor("y", List.of(1, 2), 3, 4)), List.of(0));

        assertThatThrownBy(() -> warmUp.saw(batch(1, tensor("y", List.of(1, 2), 4, 3)), List.of(0)))
                .isInstanceOf(UnreadableOutputException.class);
    }
}
