package io.inferencestream.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.Answer;
import io.inferencestream.core.answer.Box;
import io.inferencestream.core.answer.Classification;
import io.inferencestream.core.answer.Detections;
import io.inferencestream.core.answer.Embedding;
import io.inferencestream.core.answer.NamedValue;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.answer.Values;
import io.inferencestream.core.model.ModelId;
import io.inferencestream.core.model.Task;
import io.inferencestream.core.predict.Answers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final List<RankedLabel> TOP_K = List.of(new RankedLabel("cat", 1, 0.75f));

    @Test
    void aPredictionFoldsToItsKind() {
        Outcome outcome = prediction(1);

        String kind = outcome.fold(Answers::first, rejection -> "rejected");

        assertThat(kind).isEqualTo("cat");
    }

    @Test
    void aRejectionFoldsToItsKind() {
        Outcome outcome = new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short");

        RejectionReason reason = outcome.fold(prediction -> RejectionReason.MODEL_FAILED, Rejection::reason);

        assertThat(reason).isEqualTo(RejectionReason.CORRUPT_IMAGE);
    }

    @Test
    void aClassificationDoesNotChangeWithTheListItWasMadeOf() {
        List<RankedLabel> labels = new ArrayList<>(TOP_K);
        Classification answer = new Classification(Task.CLASSIFICATION, labels, Scores.NONE, null);

        labels.clear();

        assertThat(answer.topK()).isEqualTo(TOP_K);
    }

    @Test
    void aClassificationNamesAtLeastOneClass() {
        assertThatThrownBy(() -> new Classification(Task.CLASSIFICATION, List.of(), Scores.NONE, null))
                .hasMessage("topK must name at least one class: []");
        assertThatThrownBy(() -> new Classification(Task.DETECTION, TOP_K, Scores.NONE, null))
                .hasMessage("task must be one with classes of the whole image: detection");
    }

    @Test
    void aPredictionIsOfABatchOfAtLeastOneImage() {
        assertThatThrownBy(() -> prediction(0)).hasMessage("batchSize must be at least 1: 0");
    }

    @Test
    void anAnswerFoldsToItsKind() {
        List<Answer> answers = List.of(
                new Classification(Task.MULTI_LABEL, TOP_K, Scores.NONE, null),
                new Detections(List.of()),
                new Embedding(new float[] {1}, true),
                new Values(List.of(new NamedValue("age", 42, "years"))));

        assertThat(answers)
                .extracting(
                        answer -> answer.<String>fold(a -> "classes", a -> "objects", a -> "vector", a -> "numbers"))
                .containsExactly("classes", "objects", "vector", "numbers");
        assertThat(answers)
                .extracting(answer -> answer.task().word())
                .containsExactly("multi-label", "detection", "embedding", "regression");
    }

    @Test
    void aBoxLiesWithinTheImage() {
        assertThat(new Box(0, 0.5f, 1, 0.5f)).isEqualTo(new Box(0, 0.5f, 1, 0.5f));
        assertThatThrownBy(() -> new Box(0.5f, 0, 0.25f, 1)).hasMessageContaining("0.5, 0.0, 0.25, 1.0");
        assertThatThrownBy(() -> new Box(0, 0, 1, 1.5f)).hasMessageContaining("within the image");
        assertThatThrownBy(() -> new Box(0, Float.NaN, 1, 1)).hasMessageContaining("NaN");
    }

    @Test
    void scoresAreEqualByValue() {
        Scores scores = new Scores(new float[] {0.25f, 0.75f});

        assertThat(scores).isEqualTo(new Scores(new float[] {0.25f, 0.75f})).isNotEqualTo(Scores.NONE);
        assertThat(scores).hasSameHashCodeAs(new Scores(new float[] {0.25f, 0.75f}));
        assertThat(scores.get(1)).isEqualTo(0.75f);
        assertThat(scores.size()).isEqualTo(2);
    }

    @Test
    void anActivationMapHoldsAValueForEachCell() {
        assertThatThrownBy(() -> new ActivationMap(2, 2, List.of(0f, 1f, 0f)))
                .hasMessage("values must hold 2x2 cells: 3");
        assertThatThrownBy(() -> new ActivationMap(0, 2, List.of()))
                .hasMessage("width and height must be at least 1: 0x2");
    }

    private static Prediction prediction(int batchSize) {
        return new Prediction(
                new ModelId("pets", "1"),
                "0".repeat(64),
                new Classification(Task.CLASSIFICATION, TOP_K, Scores.NONE, null),
                new ImageSize(640, 480),
                new Timings(1, 2, 3, 4),
                batchSize,
                "cpu",
                1_700_000_000_000L);
    }
}
