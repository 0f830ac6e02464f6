package io.inferencestream.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.inferencestream.core.answer.Scores;
import io.inferencestream.lab.data.Drawings;
import io.inferencestream.lab.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {
    private static final List<String> CLASSES = List.of("a", "b");

    @TempDir
    private Path directory;

    @Test
    void classifiesEveryImageOnceAndInOrder() {
        LabelledImages images = Drawings.stripes(601, 4, CLASSES, 1);

        Evaluation evaluation = Evaluation.of(knowing(images), images);

        assertThat(evaluation.predictions()).hasSize(601);
        assertThat(evaluation.predictions().get(600))
                .isEqualTo(new Prediction("a/00600.png", "a", "a", 0.75f, new Scores(new float[] {0.75f, 0.25f})));
        assertThat(evaluation.accuracy()).isEqualTo(1);
    }

    @Test
    void countsWhatIsRightByClass() {
        Evaluation evaluation = new Evaluation(
                CLASSES,
                List.of(
                        new Prediction("1", "a", "a", 0.9f),
                        new Prediction("2", "a", "b", 0.9f),
                        new Prediction("3", "a", "b", 0.9f),
                        new Prediction("4", "b", "b", 0.9f)));

        assertThat(evaluation.right()).isEqualTo(2);
        assertThat(evaluation.accuracy()).isEqualTo(0.5);
        assertThat(evaluation.recalls()).containsExactly(entry("a", 1 / 3.0), entry("b", 1.0));
    }

    @Test
    void comparesImageByImage() {
        Evaluation one = new Evaluation(
                CLASSES, List.of(new Prediction("1", "a", "a", 0.9f), new Prediction("2", "a", "b", 0.8f)));
        Evaluation other = new Evaluation(
                CLASSES, List.of(new Prediction("1", "a", "a", 0.75f), new Prediction("2", "a", "a", 0.5f)));

        Agreement agreement = Agreement.of(one, other);

        assertThat(agreement.isComplete()).isFalse();
        assertThat(agreement.differing()).containsExactly("2");
        assertThat(agreement.largestDifference()).isEqualTo(0.9f - 0.75f);
        assertThat(Agreement.of(one, one).requireComplete().isComplete()).isTrue();
        assertThatThrownBy(agreement::requireComplete).hasMessage("the two differ on 1 of 2 images, first on 2");
        assertThatThrownBy(() ->
                        Agreement.of(one, new Evaluation(CLASSES, List.of(new Prediction("1", "a", "a", 0.9f)))))
                .hasMessage("the evaluations must be of the same images");
    }

    @Test
    void writesPredictionsAsLines() throws IOException {
        Path file = directory.resolve("predictions.csv");
        Evaluation evaluation = new Evaluation(
                CLASSES,
                List.of(new Prediction("a/00001.png", "a", "b", 0.5f), new Prediction("a/x,\"y\".png", "a", "a", 1f)));

        PredictionsCsv.write(evaluation, file);

        assertThat(Files.readString(file)).isEqualTo("""
                        file,label,predicted,probability
                        a/00001.png,a,b,0.500000
                        "a/x,""y"".png",a,a,1.000000
                        """);
    }

    private static Classifier knowing(LabelledImages known) {
        return (images, from, to) -> {
            float[][] rows = new float[to - from][2];
            for (int i = from; i < to; i++) {
                rows[i - from][known.label(i)] = 0.75f;
                rows[i - from][1 - known.label(i)] = 0.25f;
            }
            return rows;
        };
    }
}
