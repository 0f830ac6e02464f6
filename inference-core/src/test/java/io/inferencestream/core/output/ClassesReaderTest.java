package io.inferencestream.core.output;

import static io.inferencestream.core.output.Outputs.batch;
import static io.inferencestream.core.output.Outputs.reader;
import static io.inferencestream.core.output.Outputs.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.model.ClassesSpec;
import io.inferencestream.core.model.OutputRule;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.model.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassesReaderTest {
    private static final List<String> TWO = List.of("other", "red");
    private static final List<String> THREE = List.of("a", "b", "c");

    private static ClassesSpec spec(List<String> labels, OutputRule rule) {
        return new ClassesSpec(labels, labels.size(), rule, null, null);
    }

    private static Classification answer(BatchAnswers answers, int image) {
        return (Classification) answers.answer(image);
    }

    private static float[] probabilities(ClassesSpec spec, int size, List<Integer> shape, float... values)
            throws UnreadableOutputException {
        BatchAnswers answers = reader(spec, "y").read(batch(size, tensor("y", shape, values)));
        return ((BatchScores) answers).row(size - 1);
    }

    @Test
    void readsARowForEachImage() throws Exception {
        assertThat(probabilities(spec(THREE, OutputRule.PROBABILITIES), 2, List.of(2, 3), 1, 0, 0, 0, 0.25f, 0.75f))
                .containsExactly(0, 0.25f, 0.75f);
    }

    @Test
    void takesLeftoverDimensionsOfOne() throws Exception {
        assertThat(probabilities(spec(TWO, OutputRule.PROBABILITIES), 2, List.of(2, 2, 1, 1), 1, 0, 0.25f, 0.75f))
                .containsExactly(0.25f, 0.75f);
        assertThat(probabilities(spec(TWO, OutputRule.PROBABILITIES), 1, List.of(2), 0.25f, 0.75f))
                .containsExactly(0.25f, 0.75f);
    }

    @Test
    void readsOneValuePerImageWhereTheOutputIsSqueezed() throws Exception {
        ClassesSpec red = spec(List.of("red"), OutputRule.INDEPENDENT);

        assertThat(probabilities(red, 1, List.of(), 0.25f)).containsExactly(0.25f);
        assertThat(probabilities(red, 3, List.of(3), 0.25f, 0.5f, 0.75f)).containsExactly(0.75f);
        assertThat(probabilities(red, 3, List.of(3, 1), 0.25f, 0.5f, 0.75f)).containsExactly(0.75f);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 3", "1, 2, 3", "2, 4, 3", "3, 2, 3"})
    void refusesRowsThatAreNotTheImages(int size, int rows, int classes) {
        assertThatThrownBy(() -> probabilities(
                        spec(THREE, OutputRule.LOGITS), size, List.of(rows, classes), new float[rows * classes]))
                .isInstanceOf(UnreadableOutputException.class)
                .hasMessageContaining("'y' [" + rows + ", 3]");
    }

    @Test
    void refusesBoxesForClasses() {
        assertThatThrownBy(
                        () -> probabilities(spec(THREE, OutputRule.PROBABILITIES), 1, List.of(1, 20, 3), new float[60]))
                .hasMessageContainingAll("[1, 20, 3]", "task: detection");
    }

    @Test
    void refusesAnotherNumberOfClassesThanLabels() {
        assertThatThrownBy(() -> probabilities(spec(THREE, OutputRule.LOGITS), 1, List.of(1, 4), new float[4]))
                .hasMessageContainingAll("names 3 labels", "has 4 values per image", "task: embedding");
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputRule.class,
            names = {"LOGITS", "PROBABILITIES"})
    void neverTakesASoftmaxOfOneValue(OutputRule rule) {
        assertThatThrownBy(() -> probabilities(spec(List.of("age"), rule), 1, List.of(1, 1), 42))
                .isInstanceOf(UnreadableOutputException.class)
                .hasMessageContainingAll("one value per image", "two labels", "independent-logits", "task: regression");
    }

    @Test
    void aSingleProbabilityIsTheSecondLabels() throws Exception {
        assertThat(probabilities(spec(TWO, OutputRule.PROBABILITIES), 2, List.of(2, 1), 1, 0.75f))
                .containsExactly(0.25f, 0.75f);
        assertThat(probabilities(spec(TWO, OutputRule.INDEPENDENT), 2, List.of(2), 1, 0.75f))
                .containsExactly(0.25f, 0.75f);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputRule.class,
            names = {"LOGITS", "INDEPENDENT_LOGITS"})
    void aSingleLogitIsTheSecondLabels(OutputRule rule) throws Exception {
        float[] row = probabilities(spec(TWO, rule), 1, List.of(1, 1), 2);

        assertThat(row[1]).isCloseTo(0.8807971f, org.assertj.core.api.Assertions.within(1e-6f));
        assertThat(row[0] + row[1]).isCloseTo(1f, org.assertj.core.api.Assertions.within(1e-6f));
    }

    @Test
    void twoLabelsOfOneDeclaredOutputExcludeEachOther() throws Exception {
        List<TensorSpec> declared = List.of(new TensorSpec("y", "float32", List.of(-1L, 1L)));

        AnswerReader reader = AnswerReader.of(Outputs.card(spec(TWO, OutputRule.INDEPENDENT)), declared);

        assertThat(reader.spec().task()).isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void independentClassesAreAcceptedFromTheirThresholdOn() throws Exception {
        ClassesSpec spec = new ClassesSpec(THREE, 3, OutputRule.INDEPENDENT, List.of(0.7, 0.5, 0.9), null, null);

        Classification answer =
                answer(reader(spec, "y").read(batch(1, tensor("y", List.of(1, 3), 0.7f, 0.25f, 0.8f))), 0);

        assertThat(answer.task()).isEqualTo(Task.MULTI_LABEL);
        assertThat(answer.topK())
                .containsExactly(
                        new RankedLabel("c", 2, 0.8f, false),
                        new RankedLabel("a", 0, 0.7f, true),
                        new RankedLabel("b", 1, 0.25f, false));
    }

    @Test
    void namesTheImageWhoseScoresAreNoNumbers() {
        assertThatThrownBy(() -> probabilities(spec(TWO, OutputRule.LOGITS), 2, List.of(2, 2), 0, 0, Float.NaN, 0))
                .hasMessage("of image 1, class 0 has the logit NaN");
    }

    @Test
    void leavesOutWhatFilledTheBatchUp() throws Exception {
        BatchOutput filled =
                new BatchOutput(1, 2, List.of(tensor("y", List.of(2, 2), 0.25f, 0.75f, Float.NaN, Float.NaN)));

        BatchAnswers answers = reader(spec(TWO, OutputRule.PROBABILITIES), "y").read(filled);

        assertThat(answers.count()).isEqualTo(1);
        assertThat(answer(answers, 0).topK()).first().isEqualTo(new RankedLabel("red", 1, 0.75f));
    }
}
