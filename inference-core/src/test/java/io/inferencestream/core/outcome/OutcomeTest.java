package io.inferencestream.core.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferencestream.core.answer.ActivationMap;
import io.inferencestream.core.answer.RankedLabel;
import io.inferencestream.core.answer.Scores;
import io.inferencestream.core.model.ModelId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final List<RankedLabel> TOP_K = List.of(new RankedLabel("cat", 1, 0.75f));

    @Test
    void aPredictionFoldsToItsKind() {
        Outcome outcome = prediction(TOP_K, 1);

        String kind = outcome.fold(prediction -> prediction.topK().get(0).label(), rejection -> "rejected");

        assertThat(kind).isEqualTo("cat");
    }

    @Test
    void aRejectionFoldsToItsKind() {
        Outcome outcome = new Rejection(RejectionReason.CORRUPT_IMAGE, "cut short");

        RejectionReason reason = outcome.fold(prediction -> RejectionReason.MODEL_FAILED, Rejection::reason);

        assertThat(reason).isEqualTo(RejectionReason.CORRUPT_IMAGE);
    }

    @Test
    void aPredictionDoesNotChangeWithTheListItWasMadeOf() {
        List<RankedLabel> labels = new ArrayList<>(TOP_K);
        Prediction prediction = prediction(labels, 1);

        labels.clear();

        assertThat(prediction.topK()).isEqualTo(TOP_K);
    }

    @Test
    void aPredictionNamesAtLeastOneClassOfAtLeastOneImage() {
        assertThatThrownBy(() -> prediction(List.of(), 1)).hasMessage("topK must name at least one class: []");
        assertThatThrownBy(() -> prediction(TOP_K, 0)).hasMessage("batchSize must be at least 1: 0");
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

    private static Prediction prediction(List<RankedLabel> topK, int batchSize) {
        return new Prediction(
                new ModelId("pets", "1"),
                "0".repeat(64),
                topK,
                Scores.NONE,
                new Timings(1, 2, 3, 4),
                batchSize,
                "cpu",
                1_700_000_000_000L,
                null);
    }
}
