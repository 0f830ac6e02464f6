package io.inferencestream.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detection;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.Keypoint;
import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.answer.Values;
import io.inferencestream.core.model.Task;
import io.inferencestream.event.LabelProbability;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerFieldsTest {

    @Test
    void exclusiveClassesSayNothingOfAcceptance() {
        AnswerFields fields = AnswerFields.of(
                new Classification(
                        Task.CLASSIFICATION,
                        List.of(new RankedLabel("cat", 1, 0.75f)),
                        new Scores(new float[] {0.25f, 0.75f}),
                        null),
                "sum");

        assertThat(fields)
                .isEqualTo(new AnswerFields(
                        List.of(new LabelProbability("cat", 1, 0.75f, null)),
                        List.of(0.25f, 0.75f),
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void independentClassesSayWhetherTheyAreAccepted() {
        AnswerFields fields = AnswerFields.of(
                new Classification(
                        Task.MULTI_LABEL,
                        List.of(new RankedLabel("sea", 0, 0.5f, true), new RankedLabel("sky", 1, 0.25f, false)),
                        Scores.NONE,
                        null),
                "sum");

        assertThat(fields.topK()).extracting(LabelProbability::getAccepted).containsExactly(true, false);
        assertThat(fields.scores()).isNull();
    }

    @Test
    void objectsComeInBoxesWithTheirKeyPoints() {
        Detection face = new Detection(
                "face", 0, 0.5f, new Box(0, 0.25f, 0.5f, 1), List.of(new Keypoint("nose", 0.25f, 1.5f, null)));

        AnswerFields fields = AnswerFields.of(new Detections(List.of(face)), "sum");

        assertThat(fields.topK()).isEmpty();
        assertThat(fields.detections())
                .containsExactly(new io.inferencestream.event.Detection(
                        "face",
                        0,
                        0.5f,
                        new io.inferencestream.event.Box(0f, 0.25f, 0.5f, 1f),
                        List.of(new io.inferencestream.event.Keypoint("nose", 0.25f, 1.5f, null))));
    }

    @Test
    void anImageWithoutObjectsHasAnEmptyList() {
        assertThat(AnswerFields.of(new Detections(List.of()), "sum").detections())
                .isEmpty();
    }

    @Test
    void aVectorNamesItsSpace() {
        assertThat(AnswerFields.of(new Embedding(new float[] {0.5f, -1}, false), "sum")
                        .embedding())
                .isEqualTo(new io.inferencestream.event.Embedding(List.of(0.5f, -1f), false, "sum"));
    }

    @Test
    void numbersKeepTheirNamesAndUnits() {
        assertThat(AnswerFields.of(new Values(List.of(new NamedValue("age", 42, "years"))), "sum")
                        .values())
                .containsExactly(new io.inferencestream.event.NamedValue("age", 42f, "years"));
    }
}
