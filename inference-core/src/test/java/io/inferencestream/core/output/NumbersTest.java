package io.inferencestream.core.output;

import static io.inferencestream.core.output.Outputs.batch;
import static io.inferencestream.core.output.Outputs.reader;
import static io.inferencestream.core.output.Outputs.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.Values;
import io.inferencestream.core.model.EmbeddingSpec;
import io.inferencestream.core.model.ValuesSpec;
import io.inferencestream.core.model.ValuesSpec.ValueSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final ValuesSpec AGE = new ValuesSpec(List.of(new ValueSpec("age", "years", 10, 20)), null);

    @Test
    void readsAVectorAsTheModelEmitsIt() throws Exception {
        AnswerReader reader = reader(new EmbeddingSpec(false, null), "y");

        BatchAnswers answers = reader.read(batch(2, tensor("y", List.of(2, 2, 1, 1), 3, 4, 0.6f, 0.8f)));

        assertThat(answers.answer(0)).isEqualTo(new Embedding(new float[] {3, 4}, false));
        assertThat(answers.answer(1)).isEqualTo(new Embedding(new float[] {0.6f, 0.8f}, true));
    }

    @Test
    void scalesAVectorToLengthOne() throws Exception {
        AnswerReader reader = reader(new EmbeddingSpec(true, null), "y");

        BatchAnswers answers = reader.read(batch(2, tensor("y", List.of(2, 2), 3, 4, 0, 0)));

        assertThat(answers.answer(0)).isEqualTo(new Embedding(new float[] {0.6f, 0.8f}, true));
        assertThat(answers.answer(1)).isEqualTo(new Embedding(new float[] {0, 0}, false));
    }

    @Test
    void refusesAVectorThatIsNoNumbersOrNotOne() throws Exception {
        AnswerReader reader = reader(new EmbeddingSpec(true, null), "y");

        assertThatThrownBy(() -> reader.read(batch(1, tensor("y", List.of(1, 2), Float.NaN, 1))))
                .isInstanceOf(UnreadableOutputException.class);
        assertThatThrownBy(() -> reader.read(batch(1, tensor("y", List.of(1, 2, 2), 1, 2, 3, 4))))
                .hasMessageContaining("more than a row");
    }

    @Test
    void readsNumbersWithTheirUnits() throws Exception {
        BatchAnswers answers = reader(AGE, "y").read(batch(2, tensor("y", List.of(2), 1, 2)));

        assertThat(answers.answer(1)).isEqualTo(new Values(List.of(new NamedValue("age", 40, "years"))));
    }

    @Test
    void refusesMoreNumbersThanNames() {
        assertThatThrownBy(() -> reader(AGE, "y").read(batch(1, tensor("y", List.of(1, 2), 1, 2))))
                .hasMessageContainingAll("names 1 value", "has 2 per image");
        assertThatThrownBy(() -> reader(AGE, "y").read(batch(1, tensor("y", List.of(1, 1), Float.NaN))))
                .hasMessageContaining("age is NaN");
    }

    @Test
    void asksWhichOfSeveralOutputsIsMeant() {
        assertThatThrownBy(() -> reader(AGE, "y", "z")).hasMessageContainingAll("'y'", "'z'", "outputTensor");
    }
}
